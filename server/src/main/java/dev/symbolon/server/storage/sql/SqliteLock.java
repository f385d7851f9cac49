package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.UnusableStorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;

/**
 * The lock beside a SQLite database that says whether any program has it open. SQLite's own locks cannot: they are gone between
 * two statements, and with the file itself. It ends with its program, however that ends.
 */
final class SqliteLock implements AutoCloseable {

    private final FileChannel channel;

    private SqliteLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Any number of programs use the database beside each other.
     *
     * @throws UnusableStorageException if a backup is being put in its place
     */
    static SqliteLock shared(Path database) {
        try {
            return take(database, true)
                    .orElseThrow(() -> new UnusableStorageException("a backup is just being restored to the database"
                            + " file " + database + "; start again when that is done"));
        } catch (IOException e) {
            throw new UnusableStorageException(
                    "the file " + lockFile(database) + " cannot be made or written ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static Path lockFile(Path database) {
        return database.resolveSibling(database.getFileName() + ".lock");
    }

    /** Nobody else uses the database; empty if somebody does. */
    static Optional<SqliteLock> exclusive(Path database) throws IOException {
        return take(database, false);
    }

    private static Optional<SqliteLock> take(Path database, boolean shared) throws IOException {
        Path file = lockFile(database);
        EnumSet<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(file, options, WholeFile.ownerOnly(file));
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock != null) {
                return Optional.of(new SqliteLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // This very program has it open, which is as good as another one.
            if (shared) {
                return Optional.of(new SqliteLock(channel));
            }
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UnusableStorageException("the lock of the database cannot be given back", e);
        }
    }
}
