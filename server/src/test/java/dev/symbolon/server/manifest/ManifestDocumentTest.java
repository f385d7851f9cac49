package dev.symbolon.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("docs/configuration.md: manifests")
class ManifestDocumentTest {

    private static String section(String heading) throws IOException {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        String rest = document.split("\n" + heading + "\n", 2)[1];
        return rest.split("\n##", 2)[0];
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("## Manifests", ManifestKeys.TOP),
                Arguments.of("### apis", ManifestKeys.API),
                Arguments.of("### authorization-details", ManifestKeys.DETAIL_TYPE),
                Arguments.of("### members of authorization-details", ManifestKeys.DETAIL_MEMBER),
                Arguments.of("### permissions", ManifestKeys.PERMISSION),
                Arguments.of("### clients", ManifestKeys.CLIENT),
                Arguments.of("### apis of a client", ManifestKeys.CLIENT_API),
                Arguments.of("### token-exchange", ManifestKeys.EXCHANGE),
                Arguments.of("### assertion-issuers", ManifestKeys.ASSERTION_ISSUER),
                Arguments.of("### tokens", ManifestKeys.TOKENS),
                Arguments.of("### users", ManifestKeys.USER),
                Arguments.of("### claims", StandardClaims.NAMES),
                Arguments.of("### address", StandardClaims.ADDRESS_NAMES),
                Arguments.of("### remove", ManifestKeys.REMOVE));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void namesEveryKeyAndNoOther(String heading, List<String> keys) throws IOException {
        List<String> documented = section(heading)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void hasAnExampleWithoutAProblem() throws IOException {
        String example = section("### An example").split("```yaml\n")[1].split("```")[0];
        String secret = "s".repeat(40);

        Manifest manifest = Manifest.parse(
                "example.yaml", example, Map.of("WEB_SECRET", secret, "JOB_SECRET", secret, "ADA_PASSWORD", secret));

        assertThatCode(() -> manifest.problems().refuseAny()).doesNotThrowAnyException();
        assertThat(manifest.problems().warnings()).isEmpty();
        assertThat(manifest.clients()).hasSize(3);
    }
}
