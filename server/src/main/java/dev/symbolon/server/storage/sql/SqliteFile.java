package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.UnusableStorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** The file of a SQLite database. SQLite gives the files that it puts beside it the same permissions. */
record SqliteFile(Path path) {

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
            Files.createFile(path, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
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
