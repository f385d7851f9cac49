package dev.symbolon.server;

import static dev.symbolon.server.TestRegistrar.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Applications that ask people who are somewhere else may register themselves (CIBA §4)")
class RegisteredBackchannelTest {

    private static final String ENDPOINT = "https://app.example.net/decided";
    private static final JsonObject POLLING =
            USUAL.without("redirect_uris").with("grant_types", List.of(GrantType.CIBA.value(), "refresh_token"));
    private static final JsonObject PINGED = POLLING.with("backchannel_token_delivery_mode", "ping")
            .with("backchannel_client_notification_endpoint", ENDPOINT);
    private static final JsonObject JWKS = JsonObject.of(Map.of("keys", List.of(TestClient.KEY.toPublicJwk())));

    @AutoClose
    private final TestProvider provider = TestProvider.registering(
            settings(Set.of(GrantType.CIBA, GrantType.DEVICE_CODE)),
            new MtlsSettings(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

    private final TestRegistrar registrar = new TestRegistrar(provider);

    private static RegistrationSettings settings(Set<GrantType> grantTypes) {
        RegistrationSettings usual = new RegistrationSettings(true, Optional.empty(), 100, List.of());
        return new RegistrationSettings(
                true,
                Optional.empty(),
                100,
                new Allowance(List.of(), grantTypes, false),
                usual.statements(),
                usual.documents(),
                usual.secretOverlap());
    }

    @Test
    void canAskAtOnce() {
        JsonObject registered = registrar.register(POLLING);
        String pair = registered.requiredString("client_id") + ":" + registered.requiredString("client_secret");

        HttpResponse answer = provider.post(
                "/bc-authorize",
                Parameters.none().with("scope", "openid").with("login_hint", "ada"),
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    @DisplayName("backchannel_token_delivery_mode, backchannel_client_notification_endpoint")
    void areToldHowTheyHearOfADecision() {
        JsonObject polling = registrar.register(POLLING);
        JsonObject pinged = registrar.register(PINGED);
        JsonObject known = TestRegistrar.accepted(registrar.manage(pinged, "GET", JsonObject.empty()), 200);

        assertThat(polling.string("backchannel_token_delivery_mode")).contains("poll");
        assertThat(polling.has("backchannel_client_notification_endpoint")).isFalse();
        for (JsonObject answer : List.of(pinged, known)) {
            assertThat(answer.string("backchannel_token_delivery_mode")).contains("ping");
            assertThat(answer.string("backchannel_client_notification_endpoint"))
                    .contains(ENDPOINT);
        }
        assertThat(registrar.client(pinged).flows().backchannel().notificationEndpoint())
                .contains(URI.create(ENDPOINT));
    }

    @Test
    @DisplayName("backchannel_authentication_request_signing_alg")
    void areBoundToTheAlgorithmOfTheirRequests() {
        JsonObject registered = registrar.register(
                POLLING.with("jwks", JWKS).with("backchannel_authentication_request_signing_alg", "ES256"));

        assertThat(registered.string("backchannel_authentication_request_signing_alg"))
                .contains("ES256");
        assertThat(registrar.client(registered).flows().backchannel().algorithm())
                .contains(SigningAlgorithm.ES256);
    }

    @Test
    @DisplayName("backchannel_user_code_parameter")
    void areToldThatThereAreNoUserCodes() {
        assertThat(registrar
                        .register(POLLING.with("backchannel_user_code_parameter", false))
                        .bool("backchannel_user_code_parameter"))
                .contains(false);
        assertThat(registrar.refusal(POLLING.with("backchannel_user_code_parameter", true)))
                .startsWith("invalid_client_metadata: backchannel_user_code_parameter must be false");
    }

    @Test
    @DisplayName("RFC 7592 §2.2")
    void mayChangeAllOfIt() {
        JsonObject registered = registrar.register(PINGED);

        JsonObject polling = registrar.replace(registered, POLLING);
        JsonObject browsing = registrar.replace(registered, USUAL);

        assertThat(polling.string("backchannel_token_delivery_mode")).contains("poll");
        assertThat(browsing.names()).noneMatch(name -> name.startsWith("backchannel_token"));
        assertThat(registrar.client(registered).flows().backchannel()).isEqualTo(ClientBackchannel.POLLING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backchannel_token_delivery_mode                | push                     | must be poll or ping
            backchannel_token_delivery_mode                | PING                     | must be poll or ping
            backchannel_token_delivery_mode                | poll                     | goes with backchannel_token_delivery_mode ping
            backchannel_client_notification_endpoint       | http://app.example.net/  | must begin with https://
            backchannel_client_notification_endpoint       | javascript:alert(1)      | must be an address
            backchannel_client_notification_endpoint       | https://app.example.net/#x | must have no fragment
            backchannel_authentication_request_signing_alg | none                     | must be an asymmetric algorithm
            backchannel_authentication_request_signing_alg | HS256                    | must be an asymmetric algorithm
            backchannel_authentication_request_signing_alg | ES256                    | needs jwks or jwks_uri
            token_endpoint_auth_method                     | none                     | grant_types must not have urn:openid:params:grant-type:ciba
            """)
    void areRefusedWhatCannotBe(String name, String value, String reason) {
        assertThat(registrar.refusal(PINGED.with(name, value)))
                .startsWith("invalid_client_metadata")
                .contains(reason);
    }

    @Test
    void needAnAddressIfTheyWantToBeTold() {
        assertThat(registrar.refusal(POLLING.with("backchannel_token_delivery_mode", "ping")))
                .contains("needs a backchannel_client_notification_endpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backchannel_token_delivery_mode",
                "backchannel_client_notification_endpoint",
                "backchannel_authentication_request_signing_alg"
            })
    void sayNothingOfItIfTheyDoNotAsk(String name) {
        assertThat(registrar.refusal(USUAL.with(name, "x"))).contains(name + " goes with the grant type");
    }

    @Test
    void areThoseThatTheSettingsAllow() {
        try (TestProvider strict = TestProvider.registering(settings(Set.of()))) {
            assertThat(new TestRegistrar(strict).refusal(POLLING)).contains("grant_types must not have");
        }
    }

    @Test
    @DisplayName("security_profile: fapi-ciba")
    void mayNameTheProfile() {
        JsonObject profiled = POLLING.with("security_profile", "fapi-ciba")
                .with("jwks", JWKS)
                .with("tls_client_certificate_bound_access_tokens", true);

        JsonObject registered = registrar.register(profiled);

        assertThat(registered.string("security_profile")).contains("fapi-ciba");
        assertThat(registered.string("token_endpoint_auth_method")).contains("private_key_jwt");
        assertThat(registered.string("backchannel_authentication_request_signing_alg"))
                .contains("ES256");
        assertThat(registrar.refusal(profiled.with("backchannel_authentication_request_signing_alg", "RS256")))
                .contains("backchannel_authentication_request_signing_alg must be one of [PS256, ES256]");
        assertThat(registrar.refusal(USUAL.with("security_profile", "fapi-ciba").with("jwks", JWKS)))
                .contains("grant_types must have urn:openid:params:grant-type:ciba");
    }

    @Nested
    @DisplayName("§4: a sector is that of the keys")
    class Sectors {

        private static final String KEYS = "https://app.example.net/jwks";
        private static final String DEVICES = "urn:ietf:params:oauth:grant-type:device_code";

        @AutoClose
        private final TestSite site = TestSite.open()
                .at(
                        "/sector",
                        HttpResponse.of(
                                200, "application/json", "[\"" + KEYS + "\", \"" + TestRegistrar.CALLBACK + "\"]"));

        private final JsonObject pairwise = POLLING.with("subject_type", "pairwise")
                .with("sector_identifier_uri", site.uri("/sector"))
                .with("jwks_uri", KEYS)
                .with("token_endpoint_auth_method", "private_key_jwt");

        @Test
        void mustNameThem() {
            for (JsonObject unnamed : List.of(
                    pairwise.with("jwks_uri", KEYS + "2"),
                    pairwise.without("jwks_uri").with("jwks", JWKS),
                    USUAL.with(pairwise.without("jwks_uri").with("jwks", JWKS)))) {
                assertThat(registrar.refusal(unnamed)).contains("sector_identifier_uri does not name the jwks_uri");
            }
            assertThat(registrar.register(pairwise).string("subject_type")).contains("pairwise");
            assertThat(registrar.register(USUAL.with(pairwise)).string("subject_type"))
                    .contains("pairwise");
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_secret_basic", "client_secret_post", "client_secret_jwt"})
        void isNotThatOfWhoOnlyNamesThem(String method) {
            JsonObject naming = pairwise.with("token_endpoint_auth_method", method);

            assertThat(registrar.refusal(naming)).contains("pairwise needs token_endpoint_auth_method private_key_jwt");
        }

        @Test
        void isNotThatOfWhoHasTokensOfBefore() {
            JsonObject refreshing = pairwise.with("token_endpoint_auth_method", "client_secret_basic")
                    .with("grant_types", List.of("refresh_token"))
                    .with("response_types", List.of());

            assertThat(registrar.refusal(refreshing))
                    .contains("pairwise needs token_endpoint_auth_method private_key_jwt");
        }

        @Test
        void isThatOfWhoSignsRequestsByThem() {
            JsonObject signing = pairwise.with("token_endpoint_auth_method", "client_secret_basic")
                    .with("backchannel_authentication_request_signing_alg", "ES256");

            assertThat(registrar.register(signing).string("subject_type")).contains("pairwise");
            assertThat(registrar.refusal(signing.with("grant_types", List.of(GrantType.CIBA.value(), DEVICES))))
                    .contains("pairwise needs token_endpoint_auth_method private_key_jwt");
        }

        @Test
        @DisplayName("whoever never sends people to a redirect URI can name anybody's")
        void isNotThatOfRedirectUrisAlone() {
            JsonObject naming = USUAL.with("subject_type", "pairwise");

            for (String grant : List.of(GrantType.CIBA.value(), DEVICES)) {
                assertThat(registrar.refusal(naming.with("grant_types", List.of("authorization_code", grant))))
                        .contains("pairwise needs a sector_identifier_uri for grant_types without redirect_uris");
            }
        }
    }
}
