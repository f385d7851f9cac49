package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.audit.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("docs/observability.md: the metrics")
class MetricsDocumentTest {

    private static String section(String heading) throws IOException {
        String document = Files.readString(Path.of("../docs/observability.md"));
        return document.split("\n### " + heading + "\n", 2)[1].split("\n##")[0];
    }

    @Test
    void areAllThereAre() throws IOException {
        List<String> rows = section("The provider's own")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(MetricsDocumentTest::row)
                        .toList());
    }

    private static String row(Metric metric) {
        String kind = switch (metric.kind()) {
            case DURATION -> "histogram";
            case TOTAL -> "counter";
            case LEVEL -> "gauge";
        };
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |"
                .formatted(metric.exposedName(), kind, labels.isEmpty() ? "none" : labels, metric.meaning());
    }

    @Test
    void holdWhateverIsServed(@TempDir Path folder) throws IOException {
        String document = section("The provider's own") + section("Java and the machine");
        try (ListeningProvider provider = ListeningProvider.start(folder, "--management-port=0")) {
            provider.get("/authorize");
            System.gc();

            assertThat(provider.metrics().stream()
                            .filter(line -> line.startsWith("# HELP "))
                            .map(line -> line.split(" ")[2].replaceFirst("_max$", "")))
                    .hasSizeGreaterThan(40)
                    .allSatisfy(name -> assertThat(document).contains("| `" + name + "` |"));
        }
    }
}
