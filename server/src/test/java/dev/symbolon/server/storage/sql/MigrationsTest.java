package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a migration adds, the version before it can live with")
class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/dev/symbolon/server/storage/sql/migrations")
            .toAbsolutePath();

    /** What may take something from a version that is still running, or refuse what it writes. */
    private static final List<String> BREAKING = List.of(
            "\\bdrop\\b",
            "\\brename\\b",
            "\\balter column\\b",
            "\\btruncate\\b",
            "\\bdelete from\\b",
            "\\bcreate unique index\\b",
            "\\badd constraint\\b",
            "\\badd column\\b(?![^;]*\\bdefault\\b)[^;]*\\bnot null\\b");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    /** The very first one finds nothing to break. */
    static List<Path> later() throws IOException {
        return files().stream()
                .filter(file -> !file.endsWith("V1_1__stores.sql"))
                .toList();
    }

    private static boolean breaks(String migration) {
        String sql =
                migration.replaceAll("--[^\n]*", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return BREAKING.stream()
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(sql).find());
    }

    @Test
    void areAllKnownToTheSchema() throws IOException {
        List<String> versions = files().stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(1, name.indexOf("__")).replace('_', '.'))
                .toList();

        assertThat(Schema.MIGRATIONS).containsExactlyInAnyOrderElementsOf(versions);
    }

    @ParameterizedTest
    @MethodSource("later")
    void breaksNothing(Path file) throws IOException {
        assertThat(breaks(Files.readString(file))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users DROP COLUMN claims;",
                "ALTER TABLE users RENAME COLUMN claims TO about;",
                "ALTER TABLE users ADD COLUMN about TEXT NOT NULL;",
                "DROP TABLE users;",
                "CREATE UNIQUE INDEX names ON users (claims);",
                "ALTER TABLE users ALTER COLUMN claims SET NOT NULL;"
            })
    void isRecognisedIfItBreaksSomething(String migration) {
        assertThat(breaks(migration)).isTrue();
    }
}
