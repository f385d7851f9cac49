package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Discovery and keys (OIDC Discovery §3, §4, RFC 8414, RFC 7517)")
class DiscoveryTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();

    private JsonObject metadata() {
        return JsonObject.parse(
                provider.get("/.well-known/openid-configuration", Map.of()).body());
    }

    @Nested
    @DisplayName("the provider metadata")
    class Metadata {

        @ParameterizedTest
        @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
        void standsAtBothWellKnownPlaces(String path) {
            HttpResponse answer = provider.get(path, Map.of());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(JsonObject.parse(answer.body())).isEqualTo(metadata());
            assertThat(metadata().string("issuer")).contains(TestProvider.ISSUER.value());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "authorization_endpoint",
                    "token_endpoint",
                    "userinfo_endpoint",
                    "jwks_uri",
                    "end_session_endpoint"
                })
        void namesEndpointsThatAreServed(String name) {
            URI address = URI.create(metadata().requiredString(name));

            assertThat(address.toString()).startsWith(TestProvider.ISSUER.value() + "/");
            assertThat(provider.get(address.getPath(), Map.of()).status()).isNotEqualTo(404);
        }

        @Test
        void namesResponseTypesThatAreServed() {
            TestBrowser browser = provider.browser();

            assertThat(metadata().strings("response_types_supported"))
                    .hasSize(7)
                    .allSatisfy(type -> assertThat(browser.authorize(client.request(type))
                                    .all()
                                    .names())
                            .doesNotContain("error"));
        }

        @Test
        void namesResponseModesThatAreServed() {
            TestBrowser browser = provider.browser();

            assertThat(metadata().strings("response_modes_supported"))
                    .containsExactlyInAnyOrder(
                            "query",
                            "fragment",
                            "form_post",
                            "query_fragment",
                            "web_message",
                            "query.jwt",
                            "fragment.jwt",
                            "form_post.jwt",
                            "jwt")
                    .filteredOn(mode -> !mode.equals("web_message"))
                    .allSatisfy(mode -> assertThat(
                                    browser.authorize(client.request("code").with("response_mode", mode))
                                            .all()
                                            .names())
                            .doesNotContain("error"));
        }

        @Test
        void namesGrantsAndAuthenticationMethodsThatAreServed() {
            assertThat(metadata().strings("grant_types_supported"))
                    .containsExactlyInAnyOrder(
                            "authorization_code",
                            "implicit",
                            "refresh_token",
                            "client_credentials",
                            "urn:ietf:params:oauth:grant-type:device_code",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "urn:ietf:params:oauth:grant-type:jwt-bearer",
                            "urn:openid:params:grant-type:ciba");
            assertThat(metadata().strings("token_endpoint_auth_methods_supported"))
                    .containsExactlyInAnyOrder(
                            "client_secret_basic",
                            "client_secret_post",
                            "client_secret_jwt",
                            "private_key_jwt",
                            "none");
            assertThat(metadata().strings("token_endpoint_auth_signing_alg_values_supported"))
                    .contains("ES256", "PS256", "HS256")
                    .doesNotContain("none");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "id_token_signing_alg_values_supported",
                    "userinfo_signing_alg_values_supported",
                    "authorization_signing_alg_values_supported"
                })
        void neverOffersWhatIsUnsigned(String member) {
            assertThat(metadata().strings(member))
                    .containsExactlyInAnyOrder(
                            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
                            "Ed25519");
        }

        @Test
        void offersProofKeysByTheMethodS256Alone() {
            assertThat(metadata().strings("code_challenge_methods_supported")).containsExactly("S256");
        }

        @Test
        void saysThatEveryAnswerNamesTheIssuer() {
            assertThat(metadata().bool("authorization_response_iss_parameter_supported"))
                    .contains(true);
        }

        @Test
        void namesEveryClaimThatAnIdTokenHas() {
            TestClient telling = provider.register(TestClient::withClaimsInIdToken);
            String idToken = provider.browser()
                    .authorize(telling.request("code id_token token")
                            .without("scope")
                            .with("scope", "openid profile email"))
                    .idToken();

            assertThat(metadata().strings("claims_supported"))
                    .containsAll(provider.verified(idToken).claims().names());
        }

        @Test
        void doesNotDependOnWhatHostARequestNames() {
            HttpResponse answer = provider.get(
                    "/.well-known/openid-configuration",
                    Map.of(
                            "Host", "evil.example",
                            "X-Forwarded-Host", "evil.example",
                            "X-Forwarded-Proto", "http",
                            "Forwarded", "host=evil.example"));

            assertThat(answer.body()).doesNotContain("evil.example");
        }
    }

    @Nested
    @DisplayName("the keys")
    class Keys {

        private Set<String> published() {
            return JsonObject.parse(
                            provider.get("/.well-known/jwks.json", Map.of()).body())
                    .objects("keys")
                    .stream()
                    .filter(key -> key.requiredString("use").equals("sig"))
                    .map(key -> key.requiredString("kid"))
                    .collect(Collectors.toSet());
        }

        private void renew() {
            provider.keys().rotation().run(provider.clock().instant());
        }

        private String signingKey() {
            String token =
                    provider.browser().authorize(client.request("id_token")).idToken();
            provider.verified(token);
            return JsonObject.parse(new String(
                            Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
                            StandardCharsets.UTF_8))
                    .requiredString("kid");
        }

        @Test
        void announceTheNextOneBeforeItIsUsed() {
            String first = signingKey();
            Set<String> before = published();
            provider.clock().advance(Duration.ofDays(84));
            renew();

            Set<String> announced = new HashSet<>(published());
            assertThat(announced).containsAll(before).hasSize(2 * before.size());
            assertThat(signingKey()).isEqualTo(first);
            provider.clock().advance(Duration.ofDays(7));
            assertThat(signingKey()).isNotEqualTo(first).isIn(announced);
        }

        @Test
        void stayUntilWhatTheySignedHasExpired() {
            TestCallback callback = provider.browser().authorize(client.request("code id_token"));
            provider.clock().advance(Duration.ofDays(84));
            renew();
            provider.clock().advance(Duration.ofDays(36));
            renew();

            provider.verified(callback.idToken());
            provider.clock().advance(Duration.ofDays(2));
            renew();
            assertThat(published()).hasSize(2);
        }

        @Test
        void areKeptByCachesForAWhile() {
            assertThat(provider.get("/.well-known/jwks.json", Map.of())
                            .headers()
                            .first("Cache-Control"))
                    .contains("public, max-age=300");
        }

        @Test
        void areTheirPublicHalvesAlone() {
            List<JsonObject> keys = JsonObject.parse(
                            provider.get("/.well-known/jwks.json", Map.of()).body())
                    .objects("keys");

            assertThat(keys).allSatisfy(key -> assertThat(key.names()).doesNotContain("d", "p", "q", "dp", "dq", "qi"));
        }
    }
}
