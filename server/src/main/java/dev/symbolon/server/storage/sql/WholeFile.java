package dev.symbolon.server.storage.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that appears whole and on the disk, or not at all: it is made beside its place, under a name of its own. */
final class WholeFile implements AutoCloseable {

    private final Path part;

    private WholeFile(Path part) {
        this.part = part;
    }

    /** Makes the empty part, which is its owner's alone. */
    static WholeFile beside(Path target) throws IOException {
        Path name = target.getFileName();
        return new WholeFile(
                Files.createTempFile(target.toAbsolutePath().getParent(), name + ".", ".part", ownerOnly(target)));
    }

    static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    Path part() {
        return part;
    }

    /** @throws FileAlreadyExistsException if there is such a file already; a link, other than a move, never replaces it */
    void publishAs(Path target) throws IOException {
        force(part);
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(part, target);
        }
        forceFolder(target);
    }

    /** Takes the place of the file, of which there is one version or the other at any moment. */
    void replace(Path target) throws IOException {
        force(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(target);
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    static void forceFolder(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders, and needs it not.
            return;
        }
    }

    /** Takes the part away, if it has not become the file, and what SQLite has put beside it. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
        for (String ending : SqliteFile.BESIDE) {
            Files.deleteIfExists(part.resolveSibling(part.getFileName() + ending));
        }
    }
}
