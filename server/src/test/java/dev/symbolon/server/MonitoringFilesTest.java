package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/monitoring: dashboard and alerts ask for metrics that exist")
class MonitoringFilesTest {

    private static final Path FOLDER = Path.of("../docs/monitoring");
    private static final Pattern SERIES =
            Pattern.compile("\\b((?:symbolon|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+) *(?:=~|!=|=)");

    private static List<String> expressionsOfTheDashboard() throws IOException {
        return JsonObject.parse(Files.readString(FOLDER.resolve("dashboard.json"))).objects("panels").stream()
                .flatMap(panel -> panel.objects("targets").stream())
                .map(target -> target.requiredString("expr"))
                .toList();
    }

    private static List<String> expressionsOfTheAlerts() throws IOException {
        return Pattern.compile("expr: (?:\\|-\\s+)?(.+)")
                .matcher(Files.readString(FOLDER.resolve("alerts.yaml")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** What there is, each with its labels. */
    private static Map<String, Set<String>> known() throws IOException {
        Map<String, Set<String>> known = new TreeMap<>();
        Pattern.compile("\\n\\| `((?:jvm|process|system)_[a-z0-9_]+)`")
                .matcher(Files.readString(Path.of("../docs/observability.md")))
                .results()
                .forEach(row -> known.put(row.group(1), Set.of("area")));
        Arrays.stream(Metric.values()).forEach(metric -> known.put(metric.exposedName(), Set.copyOf(metric.labels())));
        return known;
    }

    private static String family(String series) {
        return series.replaceFirst("_(bucket|count|sum|max)$", "");
    }

    private static void check(List<String> expressions) throws IOException {
        Map<String, Set<String>> known = known();
        for (String expression : expressions) {
            List<MatchResult> series = SERIES.matcher(expression).results().toList();
            assertThat(series).as(expression).isNotEmpty();
            for (MatchResult found : series) {
                String name = known.containsKey(found.group(1)) ? found.group(1) : family(found.group(1));
                assertThat(known).as(expression).containsKey(name);
                assertThat(known.get(name)).as(expression).containsAll(labels(found.group(2)));
            }
        }
    }

    private static Set<String> labels(String matchers) {
        Set<String> labels = new LinkedHashSet<>();
        if (matchers != null) {
            LABEL.matcher(matchers).results().forEach(found -> labels.add(found.group(1)));
        }
        labels.remove("instance");
        return labels;
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        List<String> expressions = expressionsOfTheDashboard();

        assertThat(expressions).hasSizeGreaterThan(30);
        check(expressions);
    }

    @Test
    void theAlertsAskForWhatThereIs() throws IOException {
        List<String> expressions = expressionsOfTheAlerts();

        assertThat(expressions).hasSizeGreaterThan(10);
        check(expressions);
    }

    @Test
    void theDashboardShowsEveryMetricOfOurOwn() throws IOException {
        String all = String.join("\n", expressionsOfTheDashboard());

        assertThat(Metric.values()).allSatisfy(metric -> assertThat(all).contains(metric.exposedName()));
    }
}
