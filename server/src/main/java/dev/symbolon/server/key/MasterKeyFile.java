package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A file with the master key, which nobody but its owner may read. It appears whole or not at all. */
final class MasterKeyFile {

    private static final int MOST_OCTETS = 1024;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    MasterKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    Secret loadOrCreate(Supplier<Secret> fresh) {
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                create(fresh.get());
            }
            return read();
        } catch (IOException | UncheckedIOException e) {
            throw unusable("cannot be read or made", e);
        }
    }

    Secret load() {
        try {
            return read();
        } catch (NoSuchFileException e) {
            throw new MasterKeyException(
                    "there is no master key file " + file
                            + ", and the keys of this database are encrypted under a master"
                            + " key: put it back from where you keep its copy. Nothing was changed.",
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw unusable("cannot be read", e);
        }
    }

    private MasterKeyException unusable(String what, Exception e) {
        return new MasterKeyException(
                "the master key file " + file + " " + what + " by " + System.getProperty("user.name") + " ("
                        + e.getClass().getSimpleName() + ")",
                e);
    }

    private Secret read() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNERS.containsAll(view.readAttributes().permissions())) {
            throw new MasterKeyException("others than its owner may read or change the master key file " + file
                    + "; run: chmod 600 " + file);
        }
        if (Files.size(file) > MOST_OCTETS) {
            throw new MasterKeyException("the master key file " + file + " holds something else than a master key");
        }
        return Secret.of(Files.readString(file, StandardCharsets.US_ASCII));
    }

    private void create(Secret key) throws IOException {
        Path folder = file.resolveSibling("");
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, ".master-key", null);
        try {
            write(whole, key);
            publish(whole);
        } finally {
            Files.deleteIfExists(whole);
        }
        persistEntry(folder);
    }

    private static void write(Path whole, Secret key) throws IOException {
        if (Files.getFileAttributeView(whole, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(whole, OWNER);
        }
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(key.reveal() + "\n");
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    /** A link, other than a move, never replaces a file that another program has just made. */
    private void publish(Path whole) throws IOException {
        try {
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(whole, file);
        }
    }

    private static void persistEntry(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders, and needs it not.
            return;
        }
    }
}
