package dev.symbolon.server.storage.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** All in which the two engines differ. */
enum Dialect {
    SQLITE("TEXT", "WITHOUT ROWID", "", "") {
        @Override
        boolean isUnavailable(SQLException e) {
            return SQLITE_PASSING.contains(e.getErrorCode() & 0xff);
        }

        @Override
        boolean isConflict(SQLException e) {
            return false;
        }

        @Override
        boolean isLost(SQLException e) {
            return false;
        }
    },

    POSTGRESQL("TEXT COLLATE \"C\"", "WITH (fillfactor = 85)", "FOR UPDATE SKIP LOCKED", "FOR SHARE") {
        @Override
        boolean isUnavailable(SQLException e) {
            return POSTGRESQL_PASSING.contains(state(e).substring(0, 2)) || isLost(e);
        }

        @Override
        boolean isConflict(SQLException e) {
            return POSTGRESQL_CONFLICTS.contains(state(e));
        }

        @Override
        boolean isLost(SQLException e) {
            String state = state(e);
            return state.startsWith("08") && !state.equals(Link.OUTCOME_UNKNOWN) || POSTGRESQL_LOSSES.contains(state);
        }
    };

    /** SQLITE_BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL and CANTOPEN. */
    private static final Set<Integer> SQLITE_PASSING = Set.of(5, 6, 7, 8, 10, 13, 14);

    /** The classes of connection exceptions, missing resources, operator intervention and system errors. */
    private static final Set<String> POSTGRESQL_PASSING = Set.of("08", "53", "57", "58");

    /** Serialization failure and deadlock. */
    private static final Set<String> POSTGRESQL_CONFLICTS = Set.of("40001", "40P01");

    /** Shut down by an operator, crashed, not up yet, and a primary that has become a standby. */
    private static final Set<String> POSTGRESQL_LOSSES = Set.of("57P01", "57P02", "57P03", "25006");

    private final String id;
    private final String hot;
    private final String skipLocked;
    private final String forShare;

    Dialect(String id, String hot, String skipLocked, String forShare) {
        this.id = id;
        this.hot = hot;
        this.skipLocked = skipLocked;
        this.forShare = forShare;
    }

    /** What stands in the migrations for what the engines call differently. */
    Map<String, String> placeholders() {
        return Map.of("id", id, "hot", hot);
    }

    /** What makes a query pass over rows that another node is about to remove. */
    String skipLocked() {
        return skipLocked;
    }

    /** What makes a query wait for a change of its row that is under way, and the next change wait for it. */
    String forShare() {
        return forShare;
    }

    /** Whether the same statement may succeed a little later. */
    abstract boolean isUnavailable(SQLException e);

    /** Whether another transaction was in the way, so that this one was undone and can be tried again. */
    abstract boolean isConflict(SQLException e);

    /** Whether the connection is of no use any more, but another one may be. */
    abstract boolean isLost(SQLException e);

    private static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() != 5 ? "00000" : state;
    }
}
