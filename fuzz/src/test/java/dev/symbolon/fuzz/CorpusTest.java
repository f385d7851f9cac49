package dev.symbolon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing begins with, and what once broke something, must break nothing. */
@DisplayName("The corpus")
class CorpusTest {

    private static final Corpus CORPUS = Corpus.ofThisCheckout();

    @TestFactory
    Stream<DynamicContainer> breaksNothing() {
        return Targets.names().stream().map(name -> {
            Target target = Targets.named(name).orElseThrow();
            return DynamicContainer.dynamicContainer(
                    name,
                    CORPUS.files(name).stream()
                            .map(file -> DynamicTest.dynamicTest(
                                    file.getFileName().toString(),
                                    () -> target.probe().accept(text(file)))));
        });
    }

    @TestFactory
    Stream<DynamicTest> hasABeginningForEveryTarget() {
        return Targets.names().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(CORPUS.files(name)).isNotEmpty()));
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
