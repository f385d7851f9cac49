package dev.symbolon.server.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.storage.sql.SqlStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

    private static final List<String> SQLITE = List.of(SqlStorage.sqliteLibrary(), "no/such/library.so");

    @TempDir
    private Path folder;

    @Test
    void unpacksEachIntoAFolderNamedForItsJar() throws IOException {
        NativeLibraries.unpack(folder, SQLITE);

        List<Path> unpacked = files();
        assertThat(unpacked).anyMatch(file -> file.toString().contains("/sqlite-jdbc-"));
        assertThat(unpacked)
                .allMatch(file -> file.getFileName()
                        .toString()
                        .startsWith(System.mapLibraryName("x").substring(0, 1)))
                .allMatch(file -> !file.toString().contains(".next"));
    }

    @Test
    void leavesWhatIsThere() throws IOException {
        NativeLibraries.unpack(folder, SQLITE);
        Path library = files().getFirst();
        Files.writeString(library, "changed");

        NativeLibraries.unpack(folder, SQLITE);

        assertThat(library).hasContent("changed");
    }

    @Test
    void beginsAgainWhereItWasInterrupted() throws IOException {
        NativeLibraries.unpack(folder, SQLITE);
        Path library = files().getFirst();
        byte[] whole = Files.readAllBytes(library);
        Path next =
                library.resolveSibling("").resolveSibling(library.getParent().getFileName() + ".next");
        Files.move(library.getParent(), next);
        Files.writeString(next.resolve(library.getFileName()), "half");

        NativeLibraries.unpack(folder, SQLITE);

        assertThat(library).hasBinaryContent(whole);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
