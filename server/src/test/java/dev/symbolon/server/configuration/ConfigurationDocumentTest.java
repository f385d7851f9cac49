package dev.symbolon.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("docs/configuration.md: symbolon.yaml")
class ConfigurationDocumentTest {

    private static String section() throws IOException {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        return document.substring(document.indexOf("\n## symbolon.yaml\n"), document.indexOf("\n## Manifests\n"));
    }

    @Test
    void namesEverySettingWithItsVariableAndFlagAndNoOther() throws IOException {
        List<String> documented = section()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> String.join("|", List.of(line.split(" *\\| *")).subList(1, 4)))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(
                        Setting.ALL.stream().map(ConfigurationDocumentTest::row).toList());
    }

    private static String row(Setting setting) {
        String flag = setting.form() == Setting.Form.SECRET ? "none" : "`" + setting.flag() + "`";
        return "`%s`|`%s`|%s".formatted(setting.key(), setting.variable(), flag);
    }

    @Test
    void hasAnExampleThatLoads(@TempDir Path folder) throws IOException {
        String example = section().split("```yaml\n")[1].split("```")[0];
        Files.writeString(folder.resolve("symbolon.yaml"), example.replace("/run/secrets/", folder + "/"));
        for (String file : List.of("pages.css", "logo.svg", "clients.yaml")) {
            Files.createFile(folder.resolve(file));
        }
        Files.writeString(folder.resolve("symbolon-database"), "open sesame");

        Configuration configuration = ConfigurationLoader.load(folder, Optional.empty(), Map.of(), List.of());

        assertThat(configuration.issuer()).hasToString("https://id.example.org");
    }
}
