package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Metrics, on a listener of their own")
class MetricsTest {

    private static final String REQUESTS = "symbolon_http_server_request_duration_seconds";

    @TempDir
    private Path folder;

    private ListeningProvider provider;

    @BeforeEach
    void start() {
        provider = ListeningProvider.start(folder, "--management-port=0");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void timeRequestsByTheirRoute() {
        provider.get("/.well-known/openid-configuration?a=b");

        assertThat(provider.value(
                        REQUESTS + "_count{method=\"GET\",route=\"/.well-known/openid-configuration\",status=\"2xx\"}"))
                .isEqualTo(1);
        assertThat(provider.series(REQUESTS + "_bucket{")).hasSizeGreaterThan(10);
    }

    @Test
    void countRefusalsByEndpointAndError() {
        provider.post("/oauth/token", "grant_type=client_credentials&client_id=nobody&client_secret=guess");
        provider.send("GET", "/userinfo", Map.of("Authorization", "Bearer stolen"));

        assertThat(provider.value("symbolon_refusals_total{endpoint=\"/oauth/token\",error=\"invalid_client\"}"))
                .isEqualTo(1);
        assertThat(provider.value("symbolon_events_total{event=\"refused\"}")).isEqualTo(2);
    }

    @Test
    void haveASeriesForWhatHasNotHappenedYetSoThatAnAlertSeesTheFirst() {
        assertThat(provider.series("symbolon_events_total"))
                .contains(
                        "symbolon_events_total{event=\"code_replayed\"}",
                        "symbolon_events_total{event=\"refresh_token_reused\"}",
                        "symbolon_events_total{event=\"failed\"}");
    }

    @Test
    void timeTheVerbsOfTheStores() {
        assertThat(provider.value("symbolon_storage_duration_seconds_count{outcome=\"success\",verb=\"keys.add\"}"))
                .isPositive();
    }

    @Test
    void readOffQueuesConnectionsAndCaches() {
        provider.post("/oauth/token", "grant_type=client_credentials&client_id=nobody&client_secret=guess");

        assertThat(provider.value("symbolon_storage_writes_total")).isPositive();
        assertThat(provider.value("symbolon_storage_commits_total")).isPositive();
        assertThat(provider.value("symbolon_cache_reads_total{cache=\"clients\",result=\"miss\"}"))
                .isEqualTo(1);
        assertThat(provider.series("symbolon_storage_connections{")).hasSize(3);
        assertThat(provider.series("symbolon_storage_waiting_writes")).hasSize(1);
    }

    @Test
    void timeRequestsOfTheProvidersOwnByTheirPurposeAlone(@TempDir Path other) throws IOException {
        Path manifest = Files.writeString(other.resolve("clients.yaml"), """
                clients:
                  - id: job
                    name: Job
                    authentication: private_key_jwt
                    jwks-uri: http://127.0.0.1:1/keys
                    grant-types: [client_credentials]
                """);
        String assertion = SigningKey.generate(SigningAlgorithm.ES256)
                .sign("JWT", JsonObject.empty().with("iss", "job").with("sub", "job"));
        String outbound = "symbolon_outbound_request_duration_seconds_count";

        try (ListeningProvider asking =
                ListeningProvider.start(other, "--management-port=0", "--manifests=" + manifest)) {
            asking.post(
                    "/oauth/token",
                    "grant_type=client_credentials&client_assertion=" + assertion
                            + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

            assertThat(asking.series(outbound))
                    .containsExactlyInAnyOrder(
                            outbound + "{outcome=\"failure\",purpose=\"keys\"}",
                            outbound + "{outcome=\"success\",purpose=\"keys\"}");
            assertThat(asking.value(outbound + "{outcome=\"failure\",purpose=\"keys\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void growByNothingThatAStrangerSends() {
        annoy("first");
        List<String> before = ofRequests();

        IntStream.range(0, 20).forEach(i -> annoy("again" + i));

        assertThat(ofRequests()).isEqualTo(before);
        assertThat(provider.metrics()).noneMatch(line -> line.contains("again"));
    }

    /** The series that requests can make; those of an overloaded machine aside. */
    private List<String> ofRequests() {
        return provider.series("symbolon_").stream()
                .filter(series -> series.matches("symbolon_(http|refusals|sign_in|events|tokens|authorizations).*"))
                .filter(series -> !series.contains("5xx") && !series.contains("busy"))
                .toList();
    }

    private void annoy(String word) {
        provider.get("/" + word);
        provider.get("/.well-known/" + word);
        provider.send("X" + word.toUpperCase(Locale.ROOT), "/authorize", Map.of());
        provider.get("/authorize?client_id=" + word + "&response_type=" + word + "&redirect_uri=https://" + word);
        provider.post("/oauth/token", "grant_type=" + word + "&client_id=" + word + "&client_secret=" + word);
        provider.post("/login", "username=" + word + "&password=" + word + "&interaction=" + word);
        provider.send("GET", "/userinfo", Map.of("Authorization", "Bearer " + word, "traceparent", word));
    }

    @Test
    void areNowhereElse() {
        assertThat(provider.get("/metrics").statusCode()).isEqualTo(404);
        assertThat(provider.manage("/authorize").statusCode()).isEqualTo(404);
    }

    @Test
    void haveHealthBesideThem() {
        assertThat(provider.manage("/health/live").statusCode()).isEqualTo(200);
        assertThat(provider.manage("/health/ready").body()).contains("ready");
    }

    @Test
    void areNotServedUnlessAPortIsSet(@TempDir Path other) {
        try (ListeningProvider quiet = ListeningProvider.start(other)) {
            assertThat(quiet.provider().managementPort()).isEmpty();
        }
    }
}
