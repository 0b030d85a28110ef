package dev.orderflow.localstack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A real PostgreSQL on the loopback address that keeps every acknowledged commit. Its data belongs to one launcher at a
 * time: whatever still runs on them at start is the survivor of a killed one, and is ended.
 */
public final class PostgresServer implements Part, Postgres {
    private static final String SUPERUSER = "postgres";
    private static final Duration START = Duration.ofMinutes(5); // it may have to recover first
    private static final Duration STOP = Duration.ofSeconds(4);

    private final PostgresData data;
    private final Path log;
    private final int port;
    private final Passwords passwords;
    private final ChildSlot process = new ChildSlot();

    PostgresServer(Path data, int port, Path log) {
        this.passwords = new Passwords(data.resolveSibling(data.getFileName() + ".passwords"));
        this.data = new PostgresData(data);
        this.port = port;
        this.log = log;
    }

    /** Starts a server on the data in a folder, which is made on the first start. */
    public static PostgresServer start(Path data, int port) {
        var server = new PostgresServer(
                data.toAbsolutePath(), port, data.toAbsolutePath().resolveSibling(data.getFileName() + ".log"));
        server.start();
        return server;
    }

    @Override
    public String name() {
        return "postgres";
    }

    public int port() {
        return port;
    }

    /** Starts it again on the same data, or does nothing while it runs; returns when it takes connections. */
    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        data.endSurvivors();
        if (!data.exist()) {
            data.init(passwords.of(SUPERUSER), log);
        }
        data.removeForeignPidFile();
        var child = process.fill(Child.start(data.record(), command(), data.environment(), log));
        Patience.untilReady("Postgres", child, START, log, this::answers);
        refuseUnsafeSettings(child);
    }

    private List<String> command() {
        return data.program(
                "postgres",
                "-D" + data.folder(),
                "-cport=" + port,
                "-clisten_addresses=127.0.0.1",
                "-cunix_socket_directories=",
                "-cfsync=on",
                "-csynchronous_commit=on",
                "-cfull_page_writes=on",
                "-cmax_connections=200");
    }

    private boolean answers() {
        try (var connection = connect(SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** A setting kept with a role or a database would win over the command line. */
    private void refuseUnsafeSettings(Child child) {
        try (var connection = connect(SUPERUSER);
                var unsafe = connection.prepareStatement("""
                    select name || '=' || setting from pg_settings
                    where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting <> 'on'
                    union all
                    select setting from pg_db_role_setting, unnest(setconfig) setting
                    where setting like 'synchronous_commit=%' and setting <> 'synchronous_commit=on'
                    """).executeQuery()) {
            if (unsafe.next()) {
                child.stop("INT", STOP);
                throw new StartFailure("Postgres would lose acknowledged commits: " + unsafe.getString(1));
            }
        } catch (SQLException e) {
            throw new StartFailure("Could not ask Postgres for its settings: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void createDatabase(String name) {
        try (var server = connect(SUPERUSER)) {
            new PostgresDatabase(name, passwords).create(server, () -> connect(name));
        } catch (SQLException e) {
            throw new StartFailure("Could not create the database " + name + ": " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password(SUPERUSER));
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public String password(String role) {
        return passwords.of(role);
    }

    @Override
    public boolean running() {
        return process.running();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    @Override
    public void stop() {
        process.stop("INT", STOP);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }
}
