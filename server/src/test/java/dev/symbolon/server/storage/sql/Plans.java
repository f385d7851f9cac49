package dev.symbolon.server.storage.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine says of how it would find the rows of every statement that is run on a connection. */
final class Plans {

    private static final Pattern STATEMENT = Pattern.compile("\\s*(SELECT|INSERT|UPDATE|DELETE)\\b.*", Pattern.DOTALL);

    /** Every row of a table is looked at; what a plan has made itself, it may read whole. */
    private static final Pattern SQLITE_SCAN = Pattern.compile("SCAN (?!CONSTANT)(\\w+).*");

    private static final Pattern SQLITE_OWN = Pattern.compile("(?:MATERIALIZE|CO-ROUTINE) (\\w+).*");
    private static final Pattern POSTGRESQL_SCAN = Pattern.compile("(?s).*Seq Scan on (\\w+).*");

    /** An index that is read from its beginning to its end. */
    private static final Pattern POSTGRESQL_WHOLE_INDEX = Pattern.compile(".*Index (?:Only )?Scan .*?on (\\w+).*");

    private final Dialect dialect;
    private final Map<String, List<String>> plans = new ConcurrentSkipListMap<>();

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

    private static Set<String> scannedBySqlite(List<String> plan) {
        Set<String> scanned = named(plan, SQLITE_SCAN);
        scanned.removeAll(named(plan, SQLITE_OWN));
        return scanned;
    }

    private static Set<String> scannedByPostgresql(List<String> plan) {
        Set<String> scanned = named(plan, POSTGRESQL_SCAN);
        for (int i = 0; i < plan.size(); i++) {
            boolean bounded = i + 1 < plan.size() && plan.get(i + 1).contains("Index Cond:");
            if (!bounded) {
                scanned.addAll(named(plan.subList(i, i + 1), POSTGRESQL_WHOLE_INDEX));
            }
        }
        return scanned;
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
    Connection explaining(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && isStatement((String) arguments[0])
                    ? explaining(connection, (String) arguments[0], statement)
                    : result;
        });
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
