package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("docs/specifications.md")
class SpecificationsTest {

    private static final Path ROOT = root();
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+) \\| `(\\w+)` \\| `(\\w+)` \\| ((?:`\\w+`(?:, )?)+) \\|");

    private static Map<String, String> sources = Map.of();

    /** A line of one of the tables. */
    private record Row(String section, String doneBy, String testClass, List<String> tests) {

        static Row of(MatchResult match) {
            return new Row(
                    match.group(1),
                    match.group(2),
                    match.group(3),
                    Stream.of(match.group(4).split(", "))
                            .map(name -> name.substring(1, name.length() - 1))
                            .toList());
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The sources of all classes of all modules, by the name of the class; namesakes one after the other. */
    @BeforeAll
    static void readSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> ROOT.relativize(file).toString().matches(".*src/(main|test)/java.*\\.java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SpecificationsTest::text,
                            String::concat));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Row> rows() {
        return ROW.matcher(document()).results().map(Row::of).toList();
    }

    private static String document() {
        return text(ROOT.resolve("docs/specifications.md"));
    }

    @TestFactory
    Stream<DynamicTest> namesTestsThatThereAre() {
        return rows().stream()
                .map(row -> dynamicTest(
                        row.section(), () -> assertThat(missing(row)).isEmpty()));
    }

    private static List<String> missing(Row row) {
        String source = sources.getOrDefault(row.testClass(), "");
        return row.tests().stream()
                .filter(test -> !source.contains("void " + test + "("))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> namesClassesThatThereAre() {
        return rows().stream()
                .map(row -> dynamicTest(row.section(), () -> assertThat(sources).containsKey(row.doneBy())));
    }

    @Test
    void hasNoLineThatCannotBeRead() {
        long lines = document()
                .lines()
                .filter(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("|---") && !line.endsWith("| Class | Test class | Tests |"))
                .count();

        assertThat(rows()).hasSize((int) lines);
    }

    @Test
    void namesEveryRuleOfTheHybridFlow() {
        List<String> rules = IntStream.rangeClosed(1, 27).mapToObj(i -> "H" + i).toList();

        assertThat(rows()).extracting(row -> row.section().split("[ ,]")[0]).containsAll(rules);
    }
}
