package dev.orderflow.benchmarks.growth;

import dev.orderflow.benchmarks.load.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Orders of long ago, written by SQL: copies of those that are there, each with ids of its own. */
record Past(int orders) {

    private static final String TABLES = """
        select format('%I.%I', schemaname, tablename)
          from pg_tables
         where schemaname in ('public', 'event_bus', 'gateway')
           and tablename not in ('flyway_schema_history', 'relay', 'books_bound', 'carried_forward', 'switchboard')
        """;

    /** Each column that a row does not get by itself, and what it holds in copy number n of a row. */
    private static final String COLUMNS = """
        select format('%I', attname),
               case when atttypid = 'text'::regtype then
                        format('case when %1$I ~ ''^[0-9A-Z]{26}$'' then left(%1$I, 16) || lpad(n::text, 10, ''0'') '
                               'when %1$I ~ ''^[0-9a-f]{32}'' then md5(%1$I || n) || substr(%1$I, 33) '
                               'else %1$I end', attname)
                    when attname = 'event_id' then format('sha256(%1$I || n::text::bytea)', attname)
                    else format('%I', attname)
                end
          from pg_attribute
          left join pg_attrdef on (adrelid, adnum) = (attrelid, attnum)
         where attrelid = ?::regclass and attnum > 0 and not attisdropped and attidentity = ''
           and coalesce(pg_get_expr(adbin, adrelid), '') not like 'nextval%'
           and attname <> 'xid'
        """;

    void fill(Connection connection) throws SQLException {
        execute(connection, "set session_replication_role = replica"); // foreign keys hold, as they do in the original
        execute(connection, "set synchronous_commit = off");
        for (var table : rows(connection, TABLES)) {
            var columns = new ArrayList<String>();
            var copies = new ArrayList<String>();
            for (var column : rows(connection, COLUMNS, table.getFirst())) {
                columns.add(column.get(0));
                copies.add(column.get(1));
            }
            execute(
                    connection,
                    "insert into %1$s (%2$s) select %3$s from %1$s cross join generate_series(1, %4$d) as n"
                            .formatted(
                                    table.getFirst(), String.join(", ", columns), String.join(", ", copies), orders));
        }
        execute(connection, Database.ALL_IS_RELAYED);
        execute(connection, "vacuum analyze");
        execute(connection, "checkpoint");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<List<String>> rows(Connection connection, String sql, String... parameters)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var result = statement.executeQuery()) {
                var rows = new ArrayList<List<String>>();
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }
}
