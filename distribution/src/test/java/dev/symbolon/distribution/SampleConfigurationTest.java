package dev.symbolon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration to begin with, as it is and with everything in it that is commented out. */
class SampleConfigurationTest {

    private static final Path SAMPLE = Path.of("src/main/files/etc/symbolon.yaml");
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)#(?=\\S| {2})");

    @TempDir
    private Path folder;

    private Configuration load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("symbolon.yaml"), text);
        return ConfigurationLoader.load(Optional.of(file), Map.of(), List.of());
    }

    @Test
    void loads() throws IOException {
        assertThat(load(Files.readString(SAMPLE)).issuer()).hasToString("https://id.example.org");
    }

    @Test
    void loadsWithEverythingThatIsCommentedOut() throws IOException {
        Files.writeString(folder.resolve("database-password"), "open sesame");
        Files.createFile(folder.resolve("clients.yaml"));
        String whole =
                COMMENTED_OUT.matcher(Files.readString(SAMPLE)).replaceAll("$1").replace("/etc/symbolon/", "");

        assertThat(load(whole).manifests()).hasSize(1);
    }
}
