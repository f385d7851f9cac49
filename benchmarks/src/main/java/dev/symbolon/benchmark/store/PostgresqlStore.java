package dev.symbolon.benchmark.store;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.process.OperatingSystem;
import dev.symbolon.benchmark.process.Usage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A PostgreSQL server of this run, durable as one in production: the embedded server's own defaults, which are made for tests,
 * lose what was acknowledged when the machine fails.
 */
public final class PostgresqlStore implements Store {

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server;
    private final Path folder;
    private volatile long postmaster;

    private PostgresqlStore(EmbeddedPostgres server, Path folder, long postmaster) {
        this.server = server;
        this.folder = folder;
        this.postmaster = postmaster;
    }

    /** Starts a server whose files are in a folder that there is not yet. */
    public static PostgresqlStore start(Path folder) {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(folder).setServerConfig("max_connections", "100");
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        try {
            EmbeddedPostgres server = builder.start();
            PostgresqlStore store = new PostgresqlStore(server, folder, postmaster(folder));
            store.requireDurable();
            return store;
        } catch (IOException e) {
            throw new BenchmarkException("PostgreSQL cannot be started", e);
        }
    }

    /** The first line of the file that PostgreSQL leaves beside its data is the number of its first process. */
    private static long postmaster(Path folder) throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
    }

    private void requireDurable() {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABLE) {
                try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
                    if (!result.next() || !"on".equals(result.getString(1))) {
                        throw new BenchmarkException("PostgreSQL runs without " + setting);
                    }
                }
            }
        } catch (SQLException e) {
            throw new BenchmarkException("PostgreSQL cannot be asked for its settings", e);
        }
    }

    /** How it is told to stop. */
    public enum Stop {
        /** It ends its connections and tidies up. */
        FAST("INT"),
        /** It drops everything, as if it had crashed. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    /** Stops the server, and keeps its files. */
    public void stop(Stop how) {
        ProcessHandle process =
                ProcessHandle.of(postmaster).orElseThrow(() -> new BenchmarkException("PostgreSQL does not run"));
        try {
            new ProcessBuilder("kill", "-" + how.signal, Long.toString(postmaster)).start();
        } catch (IOException e) {
            throw new BenchmarkException("PostgreSQL cannot be stopped", e);
        }
        process.onExit().join();
    }

    /** Starts the server that was stopped, by its own command, and waits until it answers. */
    public void startAgain() {
        try {
            String command = Files.readString(folder.resolve("postmaster.opts")).strip();
            String user = "root".equals(System.getProperty("user.name")) ? "unshare -U " : "";
            Process process = new ProcessBuilder("sh", "-c", "exec " + user + command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolveSibling("postgresql.log").toFile())
                    .start();
            postmaster = process.pid();
        } catch (IOException e) {
            throw new BenchmarkException("PostgreSQL cannot be started again", e);
        }
        while (!isReady()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private boolean isReady() {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (ProcessHandle.of(postmaster).isEmpty()) {
                throw new BenchmarkException("PostgreSQL does not start again", e);
            }
            return false;
        }
    }

    @Override
    public StoreKind kind() {
        return StoreKind.POSTGRESQL;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "SYMBOLON_STORAGE_URL", "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                "SYMBOLON_STORAGE_USER", "postgres",
                "SYMBOLON_STORAGE_PASSWORD", "postgres");
    }

    /** Where it listens on this machine, for a user who needs no password. */
    public int port() {
        return server.getPort();
    }

    @Override
    public DataSource dataSource() {
        return server.getDatabase("postgres", "postgres", Map.of("reWriteBatchedInserts", "true"));
    }

    /** Of all its processes, those included that have ended. */
    @Override
    public Usage usage() {
        return OperatingSystem.usageWithDescendants(postmaster);
    }

    /** Stops the server and removes its files. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new BenchmarkException("PostgreSQL cannot be stopped", e);
        }
    }
}
