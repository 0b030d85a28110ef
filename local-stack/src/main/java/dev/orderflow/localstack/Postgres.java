package dev.orderflow.localstack;

/** A PostgreSQL in which every service has a database of its own. */
public interface Postgres {
    /**
     * Makes sure that a database is there, and with it the roles {@code <name>_owner}, who owns it and migrates it, and
     * {@code <name>_service}, who may use it and gets its rights on tables from the migrations.
     */
    void createDatabase(String name);

    String jdbcUrl(String database);

    /** The password of {@code <database>_owner}, {@code <database>_service} or {@code postgres}. */
    String password(String role);
}
