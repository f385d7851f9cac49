package dev.symbolon.benchmark.growth;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.store.Store;
import dev.symbolon.benchmark.store.StoreKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Users, clients, consents and authorizations by the million, all made in the database from the few that a provider has made
 * itself, so that every row is as the provider writes it. The provider must not run meanwhile.
 */
public final class Population {

    private static final int MOST_SIGNED_IN = 50_000;

    private final Store store;
    private final Size size;

    public Population(Store store, Size size) {
        this.store = store;
        this.size = size;
    }

    /**
     * Somebody who has signed in and consented.
     *
     * @param client whose application they use
     * @param session what the cookie holds
     */
    public record Member(String client, String session) {

        /** The session does not print. */
        @Override
        public String toString() {
            return "Member[" + client + "]";
        }
    }

    /** Fills the database, and returns those who have signed in, drawn at random among all. */
    public List<Member> settle() {
        try (Connection connection = store.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            add(connection);
            List<Member> members = signIn(connection);
            connection.commit();
            tidy(connection);
            return members;
        } catch (SQLException e) {
            throw new BenchmarkException("the database cannot be filled", e);
        }
    }

    /** Everybody has consented to one application; the authorizations are spread over all users and clients. */
    private void add(Connection connection) throws SQLException {
        Indexes indexes = Indexes.drop(connection, store.kind(), "authorizations");
        new Copies(connection, "clients", "client_id = 'web'")
                .add(size.clients(), Map.of("client_id", "'client-' || n"));
        new Copies(connection, "users", "username = 'person-0@example.com'")
                .add(size.users(), Map.of("subject", "'user-' || n", "username", "'user-' || n || '@example.com'"));
        new Copies(connection, "consents", "client_id = 'web'")
                .add(size.users(), Map.of("subject", "'user-' || n", "client_id", "'client-' || " + client("n")));
        new Copies(connection, "authorizations", "client_id = 'web'")
                .add(
                        size.authorizations(),
                        Map.of(
                                "authorization_id", "'---' || (1000000000000000000 + n)",
                                "subject", "'user-' || (n * 7919 % " + size.users() + ")",
                                "client_id", "'client-' || (n * 104729 % " + size.clients() + ")"));
        indexes.create(connection);
    }

    private String client(String user) {
        return "(" + user + " % " + size.clients() + ")";
    }

    private List<Member> signIn(Connection connection) throws SQLException {
        RandomGenerator random = RandomGenerator.getDefault();
        List<Member> members = new ArrayList<>();
        Copies sessions = new Copies(connection, "sessions", "1 = 1");
        try (PreparedStatement insert = sessions.prepare(List.of("session_id", "subject"))) {
            for (int i = 0; i < Math.min(size.users(), MOST_SIGNED_IN); i++) {
                int user = size.users() <= MOST_SIGNED_IN ? i : random.nextInt(size.users());
                String cookie = cookie(random);
                insert.setString(1, sessionId(cookie));
                insert.setString(2, "user-" + user);
                insert.addBatch();
                members.add(new Member("client-" + user % size.clients(), cookie));
            }
            insert.executeBatch();
        }
        return members;
    }

    private static String cookie(RandomGenerator random) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** As the provider makes it of what the cookie holds. */
    private static String sessionId(String cookie) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What the engine would do by itself sooner or later, but not while something is measured. */
    private void tidy(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            if (store.kind() == StoreKind.POSTGRESQL) {
                statement.execute("VACUUM (ANALYZE, FREEZE)");
                statement.execute("CHECKPOINT");
            } else {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }
}
