package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Traces, sent to a collector")
class TracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String JOB_SECRET = "a-secret-that-is-long-enough-for-everybody";
    private static final String MANIFEST = """
            apis:
              - audience: https://api.example.com/reports
                name: Reports
                permissions: [{name: "read:reports", description: Read}]
            clients:
              - id: job
                name: Job
                authentication: client_secret_post
                secret: SECRET
                grant-types: client_credentials
                apis:
                  - audience: https://api.example.com/reports
                    permissions: ["read:reports"]
            """.replace("SECRET", JOB_SECRET);

    private final Collector collector = Collector.start();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        collector.close();
    }

    /** Does something under observation, until every span has been sent. */
    private void traced(Consumer<ListeningProvider> act, String... more) throws Exception {
        Path manifest = Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        String[] flags = Stream.concat(
                        Stream.of("--tracing-endpoint=" + collector.address(), "--manifests=" + manifest),
                        Stream.of(more))
                .toArray(String[]::new);
        try (ListeningProvider provider = ListeningProvider.start(folder.resolve("data"), flags)) {
            act.accept(provider);
        }
    }

    private static void askForAToken(ListeningProvider provider) {
        provider.post("/oauth/token", "grant_type=client_credentials&client_id=job&client_secret=" + JOB_SECRET);
    }

    @Test
    void tellRouteMethodAndStatus() throws Exception {
        traced(provider -> provider.get("/.well-known/jwks.json?secret=hidden"));

        CollectedSpan span = collector.span("GET /.well-known/jwks.json");
        assertThat(span.attributes())
                .containsOnly(
                        Map.entry("http.request.method", "GET"),
                        Map.entry("http.route", "/.well-known/jwks.json"),
                        Map.entry("http.response.status_code", "200"));
        assertThat(span.isError()).isFalse();
    }

    @Test
    void goOnWithTheTraceOfTheCaller() throws Exception {
        traced(provider ->
                provider.send("GET", "/userinfo", Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01")));

        CollectedSpan span = collector.span("GET /userinfo");
        assertThat(span.traceId()).isEqualTo(TRACE);
        assertThat(span.parent()).isEqualTo(CALLER);
    }

    @Test
    void areNotSentWhereTheCallerDoesNotTrace() throws Exception {
        traced(provider ->
                provider.send("GET", "/userinfo", Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-00")));

        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void beginAnewWhereTheHeaderIsMalformed() throws Exception {
        traced(provider -> provider.send("GET", "/userinfo", Map.of("traceparent", "00-zz-1-01")));

        assertThat(collector.span("GET /userinfo").parent()).isEmpty();
    }

    @Test
    void tellWithWhichErrorARequestWasRefused() throws Exception {
        traced(provider -> provider.post("/oauth/token", "grant_type=client_credentials&client_id=x&client_secret=y"));

        assertThat(collector.span("POST /oauth/token").attributes())
                .containsEntry("error.type", "invalid_client")
                .containsEntry("http.response.status_code", "401");
    }

    @Test
    void haveSpansForSigningAndForTheStores() throws Exception {
        traced(provider -> {
            askForAToken(provider);
            provider.get("/health/ready");
        });

        CollectedSpan token = collector.span("POST /oauth/token");
        assertThat(collector.span("sign ES256").parent()).isEqualTo(token.id());
        assertThat(collector.span("sign ES256").traceId()).isEqualTo(token.traceId());
        assertThat(collector.span("storage is_ready").parent())
                .isEqualTo(collector.span("GET /health/ready").id());
    }

    @Test
    void holdNothingThatARequestBrings() throws Exception {
        traced(provider -> {
            askForAToken(provider);
            provider.get("/hidden-path?code=hidden-query");
            provider.send("GET", "/userinfo", Map.of("Authorization", "Bearer hidden-token"));
            provider.post("/login", "username=hidden-user&password=hidden-password");
        });

        assertThat(collector.everything()).contains("http.route").doesNotContain("hidden", JOB_SECRET);
    }

    @Test
    void areOnlyAsManyAsTheRatioSays() throws Exception {
        traced(provider -> provider.get("/userinfo"), "--tracing-ratio=0");

        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void stopNobodyWhenTheCollectorIsAway() throws Exception {
        collector.close();

        traced(provider -> assertThat(provider.get("/health/live").statusCode()).isEqualTo(200));

        assertThat(collector.spans()).isEqualTo(List.of());
    }
}
