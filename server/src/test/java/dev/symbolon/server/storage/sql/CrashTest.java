package dev.symbolon.server.storage.sql;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Authorizations.RefreshPolicy;
import dev.symbolon.server.authorization.Authorizations.Rotation;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Samples;
import dev.symbolon.server.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while many threads write loses nothing that it has acknowledged. */
class CrashTest {

    private static final RefreshPolicy POLICY = RefreshPolicy.rotating(Duration.ZERO, Duration.ofDays(30));

    @TempDir
    private Path folder;

    /** The program that is killed: says the authorization and the generation of every write that has returned. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) {
            Storage storage = SqlStorage.sqlite(Path.of(arguments[0]));
            storage.declare(Declarations.of(List.of(), List.of(), List.of(Samples.user(ADA, "ada"))));
            for (int thread = 0; thread < 32; thread++) {
                String name = "thread-" + thread;
                Thread.ofPlatform().start(() -> writeForEver(storage, name, System.out));
            }
        }

        private static void writeForEver(Storage storage, String name, PrintStream acknowledgements) {
            for (int i = 0; ; i++) {
                Authorization fresh = Samples.authorization(name + "-" + i);
                storage.authorizations().redeem(fresh).await();
                acknowledgements.println(fresh.id() + " 0");
                for (int generation = 0; generation < 3; generation++) {
                    storage.authorizations()
                            .rotate(fresh.at(generation + 1, NOW), POLICY)
                            .await();
                    acknowledgements.println(fresh.id() + " " + (generation + 1));
                }
            }
        }
    }

    @Test
    void losesNothingThatWasAcknowledged() throws IOException, InterruptedException {
        Path file = folder.resolve("symbolon.db");

        Map<String, Integer> acknowledged = killAfter(2_000, file);

        assertThat(acknowledged).hasSizeGreaterThan(32);
        try (Storage storage = SqlStorage.sqlite(file)) {
            acknowledged.forEach((id, generation) -> holds(storage, Samples.authorization(id), generation));
        }
    }

    private static void holds(Storage storage, Authorization begun, int acknowledged) {
        Authorization kept = storage.authorizations().find(begun.id()).orElseThrow();
        assertThat(kept.generation()).isBetween(acknowledged, acknowledged + 1);
        assertThat(storage.authorizations()
                        .rotate(begun.at(kept.generation() + 1, NOW), POLICY)
                        .await())
                .isInstanceOf(Rotation.Rotated.class);
        assertThat(storage.authorizations().redeem(begun).await()).isEqualTo(new Redemption.Again());
    }

    /** Runs the victim until it has acknowledged that many writes, and kills it. */
    private static Map<String, Integer> killAfter(int writes, Path file) throws IOException, InterruptedException {
        Process victim = startVictim(file);
        Map<String, Integer> acknowledged = new LinkedHashMap<>();
        try (BufferedReader lines = victim.inputReader()) {
            readAcknowledgements(lines, writes, acknowledged);
            victim.toHandle().destroyForcibly();
            readAcknowledgements(lines, Integer.MAX_VALUE, acknowledged);
        } finally {
            victim.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    static Process startVictim(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads that many lines, or all; the last one of a victim that was killed may be cut off. */
    static void readAcknowledgements(BufferedReader lines, int most, Map<String, Integer> acknowledged)
            throws IOException {
        for (int read = 0; read < most; read++) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            String[] words = line.split(" ");
            if (words.length == 2 && words[0].startsWith("thread-")) {
                acknowledged.merge(words[0], Integer.parseInt(words[1]), Math::max);
            }
        }
    }
}
