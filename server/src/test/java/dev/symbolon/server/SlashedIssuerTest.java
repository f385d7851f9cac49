package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An issuer with a slash at its end")
class SlashedIssuerTest {

    private static final String CALLBACK = "https://app.example.net/callback";
    private static final String SECRET = "a-secret-of-the-web-application-0123456789";

    @TempDir
    private Path folder;

    private ListeningProvider start(String issuer) throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.yaml"), """
                clients:
                  - id: web
                    name: Web
                    first-party: true
                    authentication: client_secret_post
                    secret: %s
                    redirect-uris: ["%s"]
                users:
                  - username: ada
                    password: analytical-engine
                """.formatted(SECRET, CALLBACK));
        return ListeningProvider.start(folder.resolve("data"), "--issuer=" + issuer, "--manifests=" + manifest);
    }

    /** What the address is within the provider, which the test reaches otherwise than by its name. */
    private static String path(String address) {
        URI uri = URI.create(address);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static JsonObject claims(String jwt) {
        byte[] octets = Base64.getUrlDecoder().decode(jwt.split("\\.")[1]);
        return JsonObject.parse(new String(octets, StandardCharsets.UTF_8));
    }

    private static Map<String, String> cookies(HttpResponse<String> response) {
        return Map.of(
                "Cookie",
                response.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .collect(Collectors.joining("; ")));
    }

    /** Signs somebody in by the addresses that discovery and redirects name. */
    private static Parameters signIn(ListeningProvider provider, JsonObject metadata) {
        Parameters request = Parameters.none()
                .with("client_id", "web")
                .with("redirect_uri", CALLBACK)
                .with("response_type", "code id_token")
                .with("response_mode", "fragment")
                .with("scope", "openid")
                .with("nonce", "nonce");
        String authorize = path(metadata.requiredString("authorization_endpoint")) + "?" + request.encoded();
        HttpResponse<String> asked = provider.get(authorize);
        String login = path(asked.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> page = provider.send("GET", login, cookies(asked));
        String interaction =
                Jsoup.parse(page.body()).expectFirst("[name=interaction]").val();
        Parameters form = Parameters.none()
                .with("interaction", interaction)
                .with("username", "ada")
                .with("password", "analytical-engine");
        String action = Jsoup.parse(page.body()).expectFirst("form").attr("action");
        HttpResponse<String> done = provider.post(action, form.encoded(), cookies(asked));
        return Parameters.parse(
                URI.create(done.headers().firstValue("Location").orElseThrow()).getRawFragment());
    }

    private static Parameters redemption(String code) {
        return Parameters.none()
                .with("grant_type", "authorization_code")
                .with("client_id", "web")
                .with("client_secret", SECRET)
                .with("redirect_uri", CALLBACK)
                .with("code", code);
    }

    private static Stream<String> addresses(JsonObject metadata) {
        return metadata.names().stream()
                .filter(name -> name.endsWith("_endpoint") || name.endsWith("_uri") || name.endsWith("_iframe"))
                .map(metadata::requiredString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.org/", "https://id.example.org/tenant/"})
    void isFoundWhereDiscoveryAndRfc8414SayAndHasAddressesWithoutEmptySegments(String issuer) throws IOException {
        String base = URI.create(issuer).getPath().substring(1);
        try (ListeningProvider provider = start(issuer)) {
            for (String place : List.of(
                    "/" + base + ".well-known/openid-configuration",
                    "/.well-known/oauth-authorization-server" + (base.isEmpty() ? "" : "/tenant"))) {
                JsonObject metadata = JsonObject.parse(provider.get(place).body());

                assertThat(metadata.requiredString("issuer")).isEqualTo(issuer);
                assertThat(addresses(metadata))
                        .isNotEmpty()
                        .allSatisfy(address ->
                                assertThat(address).startsWith(issuer).doesNotContainPattern("[^:]//"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.org/", "https://id.example.org/tenant/"})
    void isNamedExactlySoInAnswersAndTokensThatTheProviderKnowsAgain(String issuer) throws IOException {
        try (ListeningProvider provider = start(issuer)) {
            String place = path(issuer) + ".well-known/openid-configuration";
            JsonObject metadata = JsonObject.parse(provider.get(place).body());

            Parameters answer = signIn(provider, metadata);
            JsonObject tokens = JsonObject.parse(provider.post(
                            path(metadata.requiredString("token_endpoint")),
                            redemption(answer.required("code")).encoded())
                    .body());
            String accessToken = tokens.requiredString("access_token");
            HttpResponse<String> userinfo = provider.send(
                    "GET",
                    path(metadata.requiredString("userinfo_endpoint")),
                    Map.of("Authorization", "Bearer " + accessToken));

            assertThat(answer.required("iss")).isEqualTo(issuer);
            assertThat(Stream.of(answer.required("id_token"), tokens.requiredString("id_token"), accessToken))
                    .allSatisfy(
                            jwt -> assertThat(claims(jwt).requiredString("iss")).isEqualTo(issuer));
            assertThat(userinfo.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void hasAHomePageAndPagesWhoseFilesAreThere() throws IOException {
        try (ListeningProvider provider = start("https://id.example.org/tenant/")) {
            HttpResponse<String> home = provider.get("/tenant/");

            assertThat(home.statusCode()).isEqualTo(200);
            String stylesheet =
                    Jsoup.parse(home.body()).expectFirst("link[rel=stylesheet]").attr("href");
            assertThat(provider.get(stylesheet).statusCode()).isEqualTo(200);
        }
    }
}
