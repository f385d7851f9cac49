package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.UnusableStorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/** The file of a SQLite database. SQLite gives the files that it puts beside it the same permissions. */
record SqliteFile(Path path) {

    /** How the names of the files end that SQLite puts beside a database. */
    static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    static SqliteFile of(Path path) {
        return new SqliteFile(path.toAbsolutePath().normalize());
    }

    /**
     * Makes the file if there is none, for its owner alone.
     *
     * @throws UnusableStorageException if there is no database to be had of it
     */
    void prepare() {
        Path folder = path.resolveSibling("");
        try {
            Files.createDirectories(folder);
            create();
            if (Files.isDirectory(path)) {
                throw unusable("is a folder; name a file in it");
            }
            if (!Files.isWritable(path) || !Files.isReadable(path) || !Files.isWritable(folder)) {
                throw unusable("and its folder must be readable and writable by " + System.getProperty("user.name"));
            }
            if (!isEmptyOrSqlite()) {
                throw unusable("is not a SQLite database, or its beginning is destroyed; restore a backup or name"
                        + " another file");
            }
        } catch (IOException e) {
            throw new UnusableStorageException(
                    "the database file " + path + " cannot be made or read by " + System.getProperty("user.name") + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private void create() throws IOException {
        try {
            Files.createFile(path, WholeFile.ownerOnly(path));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    /** Leaves the file to its owner alone. */
    static void protect(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    /**
     * Makes nothing.
     *
     * @throws UnusableStorageException if there is no database to be had of it
     */
    void requirePresent() {
        try {
            if (!Files.isRegularFile(path)) {
                throw new UnusableStorageException("there is no database file " + path);
            }
            if (Files.size(path) == 0 || !isEmptyOrSqlite()) {
                throw new UnusableStorageException(path + " is not a SQLite database, or its beginning is destroyed");
            }
        } catch (IOException e) {
            throw new UnusableStorageException(
                    "the file " + path + " cannot be read by " + System.getProperty("user.name") + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private boolean isEmptyOrSqlite() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(MAGIC.length);
            return start.length == 0 || Arrays.equals(start, MAGIC);
        }
    }

    private UnusableStorageException unusable(String reason) {
        return new UnusableStorageException("the database file " + path + " " + reason);
    }
}
