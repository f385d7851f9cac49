package dev.symbolon.example.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The reports API")
class ReportsApiTest {

    private static final String WEB_APP = "http://localhost:9001";

    private final SigningKey key = SigningKey.generate(SigningAlgorithm.ES256);
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer provider;
    private Issuer issuer;
    private ReportsApi api;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = Issuer.parse("http://127.0.0.1:" + provider.getAddress().getPort());
        serve(
                "/.well-known/openid-configuration",
                JsonObject.empty()
                        .with("issuer", issuer.value())
                        .with("authorization_endpoint", issuer.resolve("/authorize"))
                        .with("token_endpoint", issuer.resolve("/oauth/token"))
                        .with("jwks_uri", issuer.resolve("/jwks.json"))
                        .with("introspection_endpoint", issuer.resolve("/introspect")));
        serve("/jwks.json", JsonObject.empty().with("keys", List.of(key.toPublicJwk())));
        provider.start();
        api = ReportsApi.start(settings(), 0, WEB_APP);
    }

    private ReportsApi.Settings settings() {
        return new ReportsApi.Settings(issuer, "reports-api", Secret.of("a-secret-of-the-reports-api"));
    }

    private void serve(String path, JsonObject document) {
        provider.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    @AfterEach
    void stop() {
        http.close();
        api.close();
        provider.stop(0);
    }

    private JsonObject claims(String subject, String scope) {
        long now = Instant.now().getEpochSecond();
        return JsonObject.empty()
                .with("iss", issuer.value())
                .with("aud", ReportsApi.AUDIENCE.value())
                .with("sub", subject)
                .with("client_id", "demo-web")
                .with("scope", scope)
                .with("iat", now)
                .with("exp", now + 300);
    }

    private HttpRequest.Builder with(JsonObject claims, String path) {
        return request(path).header("Authorization", "Bearer " + key.sign("at+jwt", claims));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + api.port() + path));
    }

    private HttpRequest.Builder as(String subject, String scope) {
        return with(claims(subject, scope), "/reports");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(as("ada", "create:reports")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body)));
    }

    private List<String> titles(String subject) throws IOException, InterruptedException {
        return JsonObject.parse(send(as(subject, "read:reports")).body()).objects("reports").stream()
                .map(report -> report.requiredString("title"))
                .toList();
    }

    @Test
    void deletesOnlyForSomebodyWhoHasSignedInJustNow() throws Exception {
        post("{\"title\": \"Notes on Bernoulli numbers\"}");
        JsonObject claims = claims("ada", "create:reports");
        long now = Instant.now().getEpochSecond();

        HttpResponse<String> refused =
                send(with(claims.with("auth_time", now - 3_600), "/reports").DELETE());
        HttpResponse<String> done =
                send(with(claims.with("auth_time", now), "/reports").DELETE());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_user_authentication", "max_age=\"60\"");
        assertThat(JsonObject.parse(done.body()).number("deleted")).contains(1L);
        assertThat(titles("ada")).doesNotContain("Notes on Bernoulli numbers");
    }

    @Test
    void publishesOnlyWhatWasGrantedInDetail() throws Exception {
        JsonObject claims = claims("ada", "create:reports");
        List<JsonObject> details = List.of(JsonObject.empty()
                .with("type", "publication")
                .with("title", "Notes")
                .with("readers", "everybody"));

        HttpResponse<String> refused = send(with(claims, "/publications").POST(BodyPublishers.noBody()));
        HttpResponse<String> done = send(with(claims.with("authorization_details", details), "/publications")
                .POST(BodyPublishers.noBody()));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(JsonObject.parse(done.body()).objects("published")).isEqualTo(details);
    }

    @Test
    void listsTheReportsOfWhoeverCalls() throws Exception {
        post("{\"title\": \"Notes on Bernoulli numbers\"}");

        assertThat(titles("ada")).hasSize(2).contains("Notes on Bernoulli numbers");
        assertThat(titles("eve")).hasSize(1).doesNotContain("Notes on Bernoulli numbers");
    }

    @Test
    void answersWithTheNewReport() throws Exception {
        HttpResponse<String> response = post("{\"title\": \"  Über die Maschine \"}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(JsonObject.parse(response.body()).string("title")).contains("Über die Maschine");
    }

    @Test
    void wantsATokenToRead() throws Exception {
        assertThat(send(request("/reports")).statusCode()).isEqualTo(401);
    }

    @Test
    void wantsThePermissionToCreate() throws Exception {
        HttpResponse<String> response = send(as("ada", "read:reports").POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"title\": 1}", "{\"title\": \"  \"}", "{\"title\": \"a\\nb\"}"})
    void refusesAMalformedReport(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesATitleThatIsTooLong() throws Exception {
        assertThat(post("{\"title\": \"" + "a".repeat(201) + "\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(post("{\"title\": \"a\"" + " ".repeat(5_000) + "}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesABodyThatIsNotJson() throws Exception {
        HttpResponse<String> response = send(as("ada", "create:reports").POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void keepsABoundedNumberOfReports() throws Exception {
        for (int i = 0; i < 100; i++) {
            post("{\"title\": \"a\"}");
        }

        assertThat(post("{\"title\": \"one too many\"}").statusCode()).isEqualTo(409);
    }

    private int count(JsonObject worth) throws IOException, InterruptedException {
        serve("/introspect", worth);
        return send(request("/statistics/reports").header("Authorization", "Bearer opaque"))
                .statusCode();
    }

    private static JsonObject worth(String audience) {
        return JsonObject.empty()
                .with("active", true)
                .with("aud", audience)
                .with("sub", "web")
                .with("client_id", "web")
                .with("scope", "read:statistics")
                .with("exp", Instant.now().getEpochSecond() + 300);
    }

    @Test
    void countsForWhoeverHasATokenThatTheProviderKnows() throws Exception {
        assertThat(count(worth(ReportsApi.STATISTICS.value()))).isEqualTo(200);
    }

    @Test
    void countsForNobodyWhoseTokenIsWorthNothing() throws Exception {
        assertThat(count(JsonObject.empty().with("active", false))).isEqualTo(401);
    }

    @Test
    void countsForNobodyWhoseTokenIsForTheReports() throws Exception {
        assertThat(count(worth(ReportsApi.AUDIENCE.value()))).isEqualTo(401);
    }

    @Test
    void letsTheWebAppCallFromTheBrowser() throws Exception {
        HttpResponse<String> response = send(as("ada", "read:reports").header("Origin", WEB_APP));

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(WEB_APP);
    }

    @Test
    void tellsPeopleWhatItIs() throws Exception {
        HttpResponse<String> response = send(request("/"));

        assertThat(response.body()).contains("<h1>Reports API</h1>", "curl http://localhost:" + api.port());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    }

    @Test
    void pointsToItsMetadata() throws Exception {
        String challenge = send(request("/reports"))
                .headers()
                .firstValue("WWW-Authenticate")
                .orElse("");
        String location = challenge.replaceAll(".*resource_metadata=\"([^\"]*)\".*", "$1");

        HttpResponse<String> metadata = send(HttpRequest.newBuilder(URI.create(location)));

        assertThat(JsonObject.parse(metadata.body()).string("resource")).contains(ReportsApi.AUDIENCE.value());
    }

    @Test
    void doesNotStartOnAPortThatIsTaken() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ReportsApi.start(settings(), api.port()))
                .withMessageContaining("port " + api.port());
    }
}
