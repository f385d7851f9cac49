package dev.symbolon.server.storage.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an engine says of how it would find the rows of every statement that is run on a connection. */
final class Plans {

    private static final Pattern STATEMENT = Pattern.compile("\\s*(SELECT|INSERT|UPDATE|DELETE)\\b.*", Pattern.DOTALL);

    /** Every row of a table is looked at; what a plan has made itself, it may read whole. */
    private static final Pattern SQLITE_SCAN = Pattern.compile("SCAN (?!CONSTANT)(\\w+).*");

    private static final Pattern SQLITE_OWN = Pattern.compile("(?:MATERIALIZE|CO-ROUTINE) (\\w+).*");
    private static final Pattern POSTGRESQL_SCAN = Pattern.compile("(?s).*Seq Scan on (\\w+).*");

    /** The name of the index and that of the table. */
    private static final Pattern POSTGRESQL_INDEX =
            Pattern.compile(".*Index (?:Only )?Scan .*?using (\\w+) on (\\w+).*");

    private static final Pattern POSTGRESQL_OPERATOR = Pattern.compile(" (?:=|<|>|<=|>=) ");

    private static final String LEADING_COLUMNS = """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid, 1, true)
              FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
             WHERE relnamespace = 'public'::regnamespace
            """;

    private final Dialect dialect;
    private final Map<String, List<String>> plans = new ConcurrentSkipListMap<>();
    private final Map<String, String> leadingColumns = new ConcurrentHashMap<>();

    Plans(Dialect dialect) {
        this.dialect = dialect;
    }

    static boolean isStatement(String text) {
        return STATEMENT.matcher(text).matches();
    }

    /** The statements that have been run, as they went to the engine. */
    Set<String> statements() {
        return plans.keySet();
    }

    /** The tables of which a statement looks at every row. */
    Set<String> scanned(String statement) {
        List<String> plan = plans.get(statement);
        return dialect == Dialect.SQLITE ? scannedBySqlite(plan) : scannedByPostgresql(plan);
    }

    /** How SQLite reaches rows of a table, each time with what bounds the search. */
    List<String> searchesBySqlite(String table) {
        return plans.values().stream()
                .flatMap(List::stream)
                .filter(line -> line.startsWith("SEARCH " + table + " "))
                .toList();
    }

    private static Set<String> scannedBySqlite(List<String> plan) {
        Set<String> scanned = named(plan, SQLITE_SCAN);
        scanned.removeAll(named(plan, SQLITE_OWN));
        return scanned;
    }

    /** An index that no condition bounds is read from its beginning to its end, and so is one of which the first column may be anything. */
    private Set<String> scannedByPostgresql(List<String> plan) {
        Set<String> scanned = named(plan, POSTGRESQL_SCAN);
        for (int i = 0; i < plan.size(); i++) {
            Matcher index = POSTGRESQL_INDEX.matcher(plan.get(i));
            String condition = i + 1 < plan.size() ? plan.get(i + 1) : "";
            if (index.matches() && !isBounded(index.group(1), condition)) {
                scanned.add(index.group(2));
            }
        }
        return scanned;
    }

    private boolean isBounded(String index, String condition) {
        Pattern leading = Pattern.compile("\\b" + leadingColumns.get(index) + "\\b");
        return condition.contains("Index Cond:")
                && Stream.of(condition.split(" AND "))
                        .map(part -> POSTGRESQL_OPERATOR.split(part)[0])
                        .anyMatch(column -> leading.matcher(column).find());
    }

    private static Set<String> named(List<String> plan, Pattern pattern) {
        Set<String> names = new HashSet<>();
        for (String line : plan) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** A connection that asks the engine for the plan of each statement before it is first run, with the same values. */
    Connection explaining(Connection connection) throws SQLException {
        if (dialect == Dialect.POSTGRESQL && leadingColumns.isEmpty()) {
            learnLeadingColumns(connection);
        }
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && isStatement((String) arguments[0])
                    ? explaining(connection, (String) arguments[0], statement)
                    : result;
        });
    }

    private void learnLeadingColumns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery(LEADING_COLUMNS)) {
            while (columns.next()) {
                leadingColumns.put(columns.getString(1), columns.getString(2));
            }
        }
    }

    private PreparedStatement explaining(Connection connection, String sql, PreparedStatement statement)
            throws SQLException {
        String how = dialect == Dialect.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        PreparedStatement question = connection.prepareStatement(how + sql);
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "setString", "setInt", "setLong", "setNull" -> call(question, method, arguments);
                case "executeQuery", "executeUpdate", "addBatch" -> ask(sql, question);
                case "close" -> question.close();
                default -> {}
            }
            return call(statement, method, arguments);
        });
    }

    private void ask(String sql, PreparedStatement question) throws SQLException {
        if (plans.containsKey(sql)) {
            return;
        }
        List<String> plan = new ArrayList<>();
        try (ResultSet lines = question.executeQuery()) {
            int last = lines.getMetaData().getColumnCount();
            while (lines.next()) {
                plan.add(lines.getString(last));
            }
        }
        plans.put(sql, plan);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String toString() {
        return plans.toString();
    }
}
