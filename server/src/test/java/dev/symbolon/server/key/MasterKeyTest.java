package dev.symbolon.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.storage.Race;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private MasterKey loadOrCreate() {
        return MasterKey.loadOrCreate(folder.resolve("new").resolve("master.key"), random);
    }

    private static void assertAreEqual(MasterKey one, MasterKey other) {
        String encrypted = one.encrypt("seal", 1, new byte[] {1, 2, 3}, new SecureRandom());
        assertThat(other.decrypt(new StoredKey("seal", 1, Instant.EPOCH, StoredKey.NEVER, encrypted)))
                .contains(new byte[] {1, 2, 3});
    }

    @Test
    void isTheSameInEverySpelling() {
        MasterKey hexadecimal = MasterKey.of(Secret.of("fb".repeat(32)), "here");

        assertAreEqual(hexadecimal, MasterKey.of(Secret.of("FB".repeat(32) + "\n"), "here"));
        assertAreEqual(hexadecimal, MasterKey.of(Secret.of("-_v7" + "-_v7".repeat(9) + "-_s"), "here"));
        assertAreEqual(hexadecimal, MasterKey.of(Secret.of("+/v7" + "+/v7".repeat(9) + "+/s="), "here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "password", "00", "0000000000000000000000000000000000000000000000000000000000000000ff"})
    void refusesAnotherLength(String text) {
        assertThatThrownBy(() -> MasterKey.of(Secret.of(text), "here"))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContainingAll("the master key here must be 32 octets", "Nothing was changed")
                .hasMessageNotContaining("password");
    }

    @Test
    void makesAFileForItsOwnerAlone() throws IOException {
        MasterKey made = loadOrCreate();

        Path file = folder.resolve("new").resolve("master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(found -> found.equals(file));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertAreEqual(made, loadOrCreate());
    }

    @Test
    void isOneHoweverManyMakeIt() {
        List<MasterKey> made = Race.of(16, this::loadOrCreate);

        made.forEach(other -> assertAreEqual(made.getFirst(), other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void refusesAFileThatOthersMayReadOrChange(String permissions) throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.loadOrCreate(file, random);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> MasterKey.loadOrCreate(file, random))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void refusesAFileWithSomethingElse() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.loadOrCreate(file, random);
        Files.write(file, new byte[100]);

        assertThatThrownBy(() -> MasterKey.loadOrCreate(file, random)).isInstanceOf(MasterKeyException.class);
        Files.write(file, new byte[] {(byte) 0xff, 0});
        assertThatThrownBy(() -> MasterKey.loadOrCreate(file, random)).isInstanceOf(MasterKeyException.class);
    }

    @Test
    void saysWhyAFileCannotBeMade() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> MasterKey.loadOrCreate(notAFolder.resolve("master.key"), random))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContaining("cannot be read or made");
    }

    @Test
    void makesNoFileWhereThereShouldBeOne() {
        Path missing = folder.resolve("missing.key");

        assertThatThrownBy(() -> MasterKey.load(missing))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContainingAll("there is no master key file " + missing, "put it back");
        assertThat(missing).doesNotExist();
    }

    @Test
    void saysWhichFileWasCutOff() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.loadOrCreate(file, random);
        String half = Files.readString(file).substring(0, 20);
        Files.writeString(file, half);

        assertThatThrownBy(() -> MasterKey.load(file))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContainingAll("the master key in " + file, "Was it cut off?")
                .hasMessageNotContaining(half);
        assertThat(file).hasContent(half);
    }

    @Test
    void doesNotPrint() {
        assertThat(MasterKey.of(Secret.of("fb".repeat(32)), "here")).hasToString("MasterKey[…]");
    }
}
