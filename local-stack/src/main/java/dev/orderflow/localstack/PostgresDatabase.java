package dev.orderflow.localstack;

import java.sql.Connection;
import java.sql.SQLException;

/** One service's database and its two roles; nobody else has any right in it. */
record PostgresDatabase(String name, Passwords passwords) {
    interface Connector {
        Connection connect() throws SQLException;
    }

    PostgresDatabase {
        if (!name.matches("[a-z][a-z0-9_]{0,50}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
    }

    void create(Connection server, Connector database) throws SQLException {
        createRole(server, name + "_owner");
        createRole(server, name + "_service");
        if (!exists(server, "select from pg_database where datname = ?", name)) {
            execute(server, "create database " + name + " owner " + name + "_owner");
        }
        execute(server, "revoke all on database " + name + ", postgres from public");
        execute(server, "grant connect on database " + name + " to " + name + "_service");
        try (var connection = database.connect()) {
            execute(connection, "revoke all on schema public from public");
            execute(connection, "grant usage on schema public to " + name + "_service");
        }
    }

    private void createRole(Connection server, String role) throws SQLException {
        var verb = exists(server, "select from pg_roles where rolname = ?", role) ? "alter" : "create";
        execute(server, verb + " role " + role + " login password '" + passwords.of(role) + "'");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
