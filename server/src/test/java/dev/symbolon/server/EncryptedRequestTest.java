package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.EncryptionKeys;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Encrypted authorization requests (RFC 9101 §6.1, OIDC Core §6.1)")
class EncryptedRequestTest {

    private static final JweAlgorithms USUAL =
            new JweAlgorithms(KeyManagementAlgorithm.RSA_OAEP_256, ContentEncryption.A256GCM);

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestBrowser browser = provider.browser();
    private final TestClient client = provider.register();

    private static JsonObject jwks(TestProvider one) {
        return JsonObject.parse(one.get("/.well-known/jwks.json", Map.of()).body());
    }

    private String signed(SigningKey key) {
        JsonObject claims = JsonObject.empty().with("iss", client.id()).with("aud", TestProvider.ISSUER);
        Parameters request = client.request("code id_token");
        for (String name : request.names()) {
            claims = claims.with(name, request.required(name));
        }
        return key.sign("oauth-authz-req+jwt", claims);
    }

    private String encrypted(String text, JweAlgorithms algorithms) {
        return EncryptionKeys.of(jwks(provider)).encrypt(text, algorithms).orElseThrow();
    }

    private String encrypted() {
        return encrypted(signed(TestClient.KEY), USUAL);
    }

    private Parameters carrying(String object) {
        return Parameters.none().with("client_id", client.id().value()).with("request", object);
    }

    private HttpResponse push(String object) {
        return provider.post("/oauth/par", client.authenticated(carrying(object)), client.authorization());
    }

    private JsonObject refusal(String object) {
        HttpResponse answer = push(object);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        return JsonObject.parse(answer.body());
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(KeyManagementAlgorithm.values())
                .flatMap(alg -> Arrays.stream(ContentEncryption.values()).map(enc -> Arguments.of(alg, enc)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("everyWay")
    void areReadInEveryWayThatDiscoveryNames(KeyManagementAlgorithm alg, ContentEncryption enc) {
        String object = encrypted(signed(TestClient.KEY), new JweAlgorithms(alg, enc));

        assertThat(provider.redeem(client, browser.authorize(carrying(object))).status())
                .isEqualTo(200);
    }

    @Test
    void mayBePushed() {
        HttpResponse answer = push(encrypted());

        assertThat(answer.status()).isEqualTo(201);
        Parameters reference = Parameters.none()
                .with("client_id", client.id().value())
                .with("request_uri", JsonObject.parse(answer.body()).requiredString("request_uri"));
        assertThat(browser.authorize(reference).code()).isNotEmpty();
    }

    @Test
    void mayBeFetched() {
        try (TestSite site = TestSite.open()) {
            String uri = site.uri("/request").toString();
            provider.declare(client.withFlows(client.flows()
                    .with(new ClientRequests(true, false, Optional.of(SigningAlgorithm.ES256), Set.of(uri)))));
            site.at("/request", HttpResponse.of(200, "application/oauth-authz-req+jwt", encrypted()));

            assertThat(browser.authorize(Parameters.none()
                                    .with("client_id", client.id().value())
                                    .with("request_uri", uri))
                            .code())
                    .isNotEmpty();
        }
    }

    @Nested
    @DisplayName("what is refused")
    class Refused {

        @Test
        void isWhatIsNotSignedWithin() {
            assertThat(refusal(encrypted("{\"client_id\":\"x\"}", USUAL)).string("error"))
                    .contains("invalid_request_object");
            assertThat(refusal(encrypted(signed(SigningKey.generate(SigningAlgorithm.ES256)), USUAL))
                            .string("error"))
                    .contains("invalid_request_object");
        }

        @Test
        void isWhatIsEncryptedTwice() {
            assertThat(refusal(encrypted(encrypted(), USUAL)).string("error")).contains("invalid_request_object");
        }

        @Test
        @DisplayName("Whatever is wrong with the encryption, the answer is the same")
        void isToldNothingOfHowNearItCame() {
            String good = encrypted();
            String[] parts = good.split("\\.");
            List<String> bad = Stream.of(
                            String.join(".", parts[0], "AAAA", parts[2], parts[3], parts[4]),
                            String.join(".", parts[0], parts[1], "AAAA", parts[3], parts[4]),
                            String.join(".", parts[0], parts[1], parts[2], "AAAA", parts[4]),
                            String.join(".", parts[0], parts[1], parts[2], parts[3], "AAAA"),
                            "e30." + good.substring(good.indexOf('.') + 1),
                            "x.x.x.x.x")
                    .map(object -> refusal(object).toString())
                    .distinct()
                    .toList();

            assertThat(bad).singleElement().asString().contains("invalid_request_object", "it cannot be decrypted");
        }

        @Test
        void isWhatWasEncryptedForAKeyThatWasReplacedAtOnce() {
            String object = encrypted();
            provider.keys().rotation().replaceSigning(provider.clock().instant());

            assertThat(refusal(object).string("error_description").orElseThrow())
                    .contains("it cannot be decrypted");
        }
    }

    @Nested
    @DisplayName("OIDC Discovery §3: what is offered")
    class Offered {

        private JsonObject discovery(TestProvider one) {
            return JsonObject.parse(
                    one.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void areTheAlgorithmsAndAKeyOfEachKind() {
            assertThat(discovery(provider).strings("request_object_encryption_alg_values_supported"))
                    .containsExactly("RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");
            assertThat(discovery(provider).strings("request_object_encryption_enc_values_supported"))
                    .containsExactly("A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM");
            assertThat(jwks(provider).objects("keys"))
                    .filteredOn(key -> key.string("use").equals(Optional.of("enc")))
                    .extracting(key -> key.requiredString("kty"))
                    .containsExactly("RSA", "EC");
        }

        @ParameterizedTest
        @EnumSource(names = {"REQUEST_OBJECTS", "REQUEST_ENCRYPTION"})
        void isNothingIfItIsSwitchedOff(Feature feature) {
            try (TestProvider without = TestProvider.without(feature)) {
                assertThat(discovery(without).has("request_object_encryption_alg_values_supported"))
                        .isFalse();
                assertThat(jwks(without).objects("keys"))
                        .noneMatch(key -> key.string("use").equals(Optional.of("enc")));
            }
        }
    }
}
