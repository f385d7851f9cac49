package dev.symbolon.server;

import static dev.symbolon.server.TestRegistrar.CALLBACK;
import static dev.symbolon.server.TestRegistrar.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an application may say of itself (OIDC Registration §2, RFC 7591 §2)")
class RegisteredMetadataTest {

    private static final GrantType DEVICE = GrantType.DEVICE_CODE;
    private static final JsonObject JOB = USUAL.without("redirect_uris").with("grant_types", "client_credentials");

    private static ECKey key;

    @AutoClose
    private final TestProvider provider = TestProvider.registering(settings(new Allowance(
            List.of(new Audience(TestProvider.REPORTS)),
            Set.of(GrantType.CLIENT_CREDENTIALS, DEVICE, GrantType.CIBA),
            true)));

    private final TestRegistrar registrar = new TestRegistrar(provider);

    private static RegistrationSettings settings(Allowance allowance) {
        RegistrationSettings usual = new RegistrationSettings(true, Optional.empty(), 100, List.of());
        return new RegistrationSettings(
                true, Optional.empty(), 100, allowance, usual.statements(), usual.documents(), usual.secretOverlap());
    }

    @BeforeAll
    static void makeKey() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.ENCRYPTION)
                .keyID("ec")
                .generate();
    }

    private static JsonObject withKey() {
        JsonObject jwks = JsonObject.empty()
                .with("keys", List.of(JsonObject.of(key.toPublicJWK().toJSONObject())));
        return USUAL.with("jwks", jwks);
    }

    private static String opened(String jwe) {
        try {
            JWEObject object = JWEObject.parse(jwe);
            object.decrypt(new ECDHDecrypter(key));
            return object.getPayload().toString();
        } catch (JOSEException | ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    @DisplayName("Back-Channel Logout §2.2, Front-Channel Logout §2")
    class Logout {

        @Test
        void canBeToldByBothWays() {
            JsonObject registered = registrar.register(USUAL.with("backchannel_logout_uri", "https://b.example.net/out")
                    .with("backchannel_logout_session_required", true)
                    .with("frontchannel_logout_uri", "https://app.example.net/out")
                    .with("post_logout_redirect_uris", List.of("https://app.example.net/bye")));

            assertThat(registered.string("backchannel_logout_uri")).contains("https://b.example.net/out");
            assertThat(registered.bool("backchannel_logout_session_required")).contains(true);
            assertThat(registered.string("frontchannel_logout_uri")).contains("https://app.example.net/out");
            assertThat(registered.bool("frontchannel_logout_session_required")).contains(false);
            assertThat(registered.strings("post_logout_redirect_uris")).containsExactly("https://app.example.net/bye");
            assertThat(registrar.client(registered).logout().isTold()).isTrue();
        }

        @Test
        void reachesWhoHasRegisteredSo() {
            JsonObject registered =
                    registrar.register(USUAL.with("backchannel_logout_uri", "https://app.example.net/out")
                            .with("response_types", List.of("code id_token")));
            TestBrowser browser = provider.browser();
            TestCallback callback = browser.authorize(request(registered, "code id_token"));
            registrar.redeem(registered, registered.requiredString("client_secret"), callback.code());
            browser.open("/oidc/logout?"
                    + Parameters.none()
                            .with("id_token_hint", callback.idToken())
                            .encoded());

            List<URI> told = new ArrayList<>();
            provider.tellClients((uri, form) -> {
                told.add(uri);
                return 200;
            });

            assertThat(told).containsExactly(URI.create("https://app.example.net/out"));
        }

        @ParameterizedTest
        @CsvSource({
            "backchannel_logout_uri, javascript:alert(1)",
            "backchannel_logout_uri, http://app.example.net/out",
            "backchannel_logout_uri, https://app.example.net/out#x",
            "frontchannel_logout_uri, javascript:alert(1)",
            "frontchannel_logout_uri, https://app.example.net/out#x"
        })
        void isToldAtSafeAddressesAlone(String name, String uri) {
            assertThat(registrar.refusal(USUAL.with(name, uri))).startsWith("invalid_client_metadata: " + name);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://other.example.net/out",
                    "https://app.example.net:8443/out",
                    "https://app.example.net.evil.example/out",
                    "http://localhost/out"
                })
        void loadsNothingInABrowserButOfTheApplicationsOwn(String uri) {
            assertThat(registrar.refusal(USUAL.with("frontchannel_logout_uri", uri)))
                    .contains("scheme, host and port of one of the redirect_uris");
        }
    }

    private static Parameters request(JsonObject registered, String responseType) {
        return Parameters.none()
                .with("client_id", registered.requiredString("client_id"))
                .with("redirect_uri", CALLBACK)
                .with("response_type", responseType)
                .with("scope", "openid")
                .with("nonce", "n");
    }

    @Nested
    @DisplayName("OIDC Core §10.2, JARM §3, RFC 9701 §6: encryption")
    class Encryption {

        @Test
        void isAskedForByItsAlgorithms() {
            JsonObject registered = registrar.register(withKey()
                    .with("id_token_encrypted_response_alg", "ECDH-ES")
                    .with("userinfo_signed_response_alg", "ES256")
                    .with("userinfo_encrypted_response_alg", "ECDH-ES+A128KW")
                    .with("userinfo_encrypted_response_enc", "A256GCM")
                    .with("authorization_encrypted_response_alg", "ECDH-ES")
                    .with("introspection_encrypted_response_alg", "ECDH-ES")
                    .with("introspection_signed_response_alg", "PS256"));

            assertThat(registered.string("id_token_encrypted_response_enc")).contains("A128CBC-HS256");
            assertThat(registered.string("userinfo_encrypted_response_alg")).contains("ECDH-ES+A128KW");
            assertThat(registered.string("userinfo_encrypted_response_enc")).contains("A256GCM");
            assertThat(registered.string("authorization_encrypted_response_alg"))
                    .contains("ECDH-ES");
            assertThat(registered.string("introspection_encrypted_response_alg"))
                    .contains("ECDH-ES");
            assertThat(registered.string("introspection_signed_response_alg")).contains("PS256");
        }

        @Test
        void isDone() {
            JsonObject registered = registrar.register(withKey().with("id_token_encrypted_response_alg", "ECDH-ES"));

            TestTokens tokens = registrar.redeem(
                    registered,
                    registered.requiredString("client_secret"),
                    registrar.logIn(registered, "code").code());

            assertThat(provider.verified(opened(tokens.idToken())).audience())
                    .containsExactly(registered.requiredString("client_id"));
        }

        @Test
        void isDoneToIntrospectionToo() {
            JsonObject registered = registrar.register(withKey()
                    .with("introspection_encrypted_response_alg", "ECDH-ES")
                    .with("introspection_signed_response_alg", "ES512"));
            String pair = registered.requiredString("client_id") + ":" + registered.requiredString("client_secret");

            HttpResponse answer = provider.post(
                    "/oauth/introspect",
                    Parameters.none().with("token", "x"),
                    Map.of(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)),
                            "Accept",
                            "application/token-introspection+jwt"));

            assertThat(provider.verified(opened(answer.body())).algorithm()).isEqualTo(SigningAlgorithm.ES512);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    id_token_encrypted_response_alg      | RSA1_5
                    id_token_encrypted_response_alg      | dir
                    id_token_encrypted_response_alg      | RSA-OAEP-256
                    authorization_encrypted_response_alg | A128KW
                    introspection_encrypted_response_alg | RSA1_5
                    introspection_signed_response_alg    | none
                    id_token_encrypted_response_enc      | A128GCM
                    userinfo_encrypted_response_alg      | ECDH-ES
                    """)
        void isNotPromisedWhereItCannotBeHad(String name, String value) {
            assertThat(registrar.refusal(withKey().with(name, value))).startsWith("invalid_client_metadata: " + name);
        }

        @Test
        void needsAKeyOfTheApplication() {
            assertThat(registrar.refusal(USUAL.with("id_token_encrypted_response_alg", "ECDH-ES")))
                    .contains("needs a key");
            assertThat(registrar.refusal(withKey()
                            .with("id_token_encrypted_response_alg", "ECDH-ES")
                            .with("id_token_encrypted_response_enc", "A128")))
                    .contains("id_token_encrypted_response_enc");
        }
    }

    @Nested
    @DisplayName("RFC 7591 §2: grant types beyond the browser's")
    class OtherGrants {

        @Test
        void areForWhomTheSettingsGiveThem() {
            JsonObject registered = registrar.register(JOB);

            TestTokens tokens = registrar.token(
                    registered,
                    registered.requiredString("client_secret"),
                    Parameters.none().with("grant_type", "client_credentials").with("audience", TestProvider.REPORTS));

            assertThat(tokens.status()).isEqualTo(200);
            assertThat(registered.strings("response_types")).isEmpty();
        }

        @Test
        void letADeviceAsk() {
            JsonObject registered = registrar.register(
                    JOB.with("grant_types", DEVICE.value()).with("token_endpoint_auth_method", "none"));

            HttpResponse answer = provider.post(
                    "/oauth/device/code",
                    Parameters.none()
                            .with("client_id", registered.requiredString("client_id"))
                            .with("scope", "openid"),
                    Map.of());

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }

        @Test
        void areNobodyElses() {
            try (TestProvider strict =
                    TestProvider.registering(settings(new Allowance(List.of(), Set.of(DEVICE), false)))) {
                assertThat(new TestRegistrar(strict).refusal(JOB)).contains("client_credentials");
            }
        }

        @Test
        void areNotForWhoProvesNothing() {
            assertThat(registrar.refusal(JOB.with("token_endpoint_auth_method", "none")))
                    .contains("client_credentials");
        }

        @Test
        void needCodesBesideIfTheySayNothingOfThem() {
            assertThat(registrar
                            .register(USUAL.with("grant_types", List.of("client_credentials", "authorization_code")))
                            .strings("response_types"))
                    .containsExactly("code");
        }
    }

    @Nested
    @DisplayName("OIDC Core §10.1: signing algorithms")
    class Algorithms {

        @ParameterizedTest
        @EnumSource(
                value = SigningAlgorithm.class,
                names = {"PS512", "ES384", "EdDSA"})
        void haveTheirKeyAtOnce(SigningAlgorithm algorithm) {
            registrar.register(USUAL.with("id_token_signed_response_alg", algorithm.name()));

            assertThat(published()).contains(algorithm.name());
        }

        @Test
        void haveTheirKeyAtOnceWhenTheyAreChangedToo() {
            JsonObject registered = registrar.register(USUAL);

            registrar.replace(
                    registered,
                    USUAL.with("userinfo_signed_response_alg", "PS384")
                            .with("authorization_signed_response_alg", "ES512"));

            assertThat(published()).contains("PS384", "ES512");
        }

        private List<String> published() {
            return JsonObject.parse(
                            provider.get("/.well-known/jwks.json", Map.of()).body())
                    .objects("keys")
                    .stream()
                    .filter(one -> one.requiredString("use").equals("sig"))
                    .map(one -> one.requiredString("alg"))
                    .toList();
        }
    }

    @Nested
    @DisplayName("OIDC Registration §2.1: pages, names and contacts")
    class Pages {

        private static final JsonObject FULL = USUAL.with("logo_uri", "https://cdn.example.net/logo.png")
                .with("policy_uri", "https://app.example.net/policy")
                .with("policy_uri#de", "https://app.example.net/datenschutz")
                .with("tos_uri", "https://app.example.net/tos");

        @Test
        void areOnTheLoginPageToo() {
            TestBrowser browser = provider.browser();

            HttpResponse page = browser.page(browser.ask(request(registrar.register(FULL), "code")))
                    .response();

            assertThat(page.body())
                    .contains("href=\"https://app.example.net/policy\"")
                    .contains("href=\"https://app.example.net/tos\"")
                    .contains("src=\"https://cdn.example.net/logo.png\"");
        }

        @Test
        void areAnsweredAsTheyWereRegistered() {
            JsonObject registered = registrar.register(USUAL.with("client_uri", "https://app.example.net/")
                    .with("client_uri#de", "https://app.example.net/de")
                    .with("logo_uri", "https://cdn.example.net/logo.png")
                    .with("policy_uri", "https://app.example.net/policy")
                    .with("policy_uri#de-AT", "https://app.example.net/policy?at")
                    .with("tos_uri#de", "https://app.example.net/tos")
                    .with("contacts", List.of("ada@example.com", "bob@example.com"))
                    .with("software_id", "4NRB1-0XZABZI9E6-5SM3R")
                    .with("software_version", "2.0")
                    .with("initiate_login_uri", "https://app.example.net/start"));

            JsonObject known = TestRegistrar.accepted(registrar.manage(registered, "GET", JsonObject.empty()), 200);

            for (JsonObject answer : List.of(registered, known)) {
                assertThat(answer.string("client_uri")).contains("https://app.example.net/");
                assertThat(answer.string("client_uri#de")).contains("https://app.example.net/de");
                assertThat(answer.string("logo_uri")).contains("https://cdn.example.net/logo.png");
                assertThat(answer.string("policy_uri")).contains("https://app.example.net/policy");
                assertThat(answer.string("policy_uri#de-AT")).contains("https://app.example.net/policy?at");
                assertThat(answer.string("tos_uri")).contains("https://app.example.net/tos");
                assertThat(answer.strings("contacts")).containsExactly("ada@example.com", "bob@example.com");
                assertThat(answer.string("software_id")).contains("4NRB1-0XZABZI9E6-5SM3R");
                assertThat(answer.string("software_version")).contains("2.0");
                assertThat(answer.string("initiate_login_uri")).contains("https://app.example.net/start");
            }
        }

        @Test
        void areOnTheConsentPageInItsLanguage() {
            HttpResponse page = consentPage(FULL);

            assertThat(page.body())
                    .contains("href=\"https://app.example.net/policy\"")
                    .contains("href=\"https://app.example.net/tos\"")
                    .contains("src=\"https://cdn.example.net/logo.png\"")
                    .doesNotContain("datenschutz");
            assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
                    .contains("img-src 'self' https://cdn.example.net;");
        }

        @Test
        @DisplayName("S46: a picture that lies")
        void showNoPictureThatNobodyVouchesFor() {
            try (TestProvider careful = TestProvider.registering(settings(new Allowance(List.of(), Set.of(), false)))) {
                JsonObject registered =
                        new TestRegistrar(careful).register(USUAL.with("logo_uri", "https://cdn.example.net/logo.png"));

                assertThat(registered.has("logo_uri")).isFalse();
            }
        }

        private HttpResponse consentPage(JsonObject metadata) {
            JsonObject registered = registrar.register(metadata);
            TestBrowser browser = provider.browser();
            TestBrowser.Stop login = browser.ask(request(registered, "code"));
            TestBrowser.Stop consent = browser.logIn(browser.page(login));
            return browser.page(consent).response();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"client_uri", "logo_uri", "policy_uri", "tos_uri", "policy_uri#de", "initiate_login_uri"})
        void mustBeAddressesOnTheWeb(String name) {
            for (String uri : List.of("javascript:alert(1)", "http://app.example.net/", "data:text/html,x", "x")) {
                assertThat(registrar.refusal(USUAL.with(name, uri))).startsWith("invalid_client_metadata");
            }
        }

        @Test
        void areLimited() {
            JsonObject many = USUAL;
            for (int i = 0; i < 21; i++) {
                many = many.with("client_name#a" + (char) ('a' + i), "Name");
            }

            assertThat(registrar.refusal(many)).contains("client_name must be in at most");
            assertThat(registrar.refusal(USUAL.with("client_name#", "Name"))).contains("language tag");
            assertThat(registrar.refusal(USUAL.with("client_name#de_DE", "Name")))
                    .contains("language tag");
            assertThat(registrar.refusal(USUAL.with("client_name", "x".repeat(201))))
                    .contains("client_name");
            assertThat(registrar.refusal(USUAL.with("client_name", "a\nb"))).contains("client_name");
            assertThat(registrar.refusal(USUAL.with("software_id", "x".repeat(201))))
                    .contains("software_id");
            assertThat(registrar.refusal(USUAL.with("software_version", ""))).contains("software_version");
            assertThat(registrar.refusal(USUAL.with("contacts", List.of("")))).contains("contacts");
            assertThat(registrar.refusal(USUAL.with("contacts", texts(11, "ada@example.com"))))
                    .contains("contacts");
        }

        @Test
        void giveANameToWhoHasNone() {
            assertThat(registrar.register(USUAL.without("client_name")).string("client_name"))
                    .contains("https://app.example.net");
            assertThat(registrar
                            .register(USUAL.without("client_name").with("client_name#de", "Nur so"))
                            .string("client_name"))
                    .contains("Nur so");
        }
    }

    private static List<String> texts(int count, String text) {
        return IntStream.range(0, count).mapToObj(i -> text).toList();
    }

    @Nested
    @DisplayName("S38: limits")
    class Limits {

        @Test
        void boundEveryList() {
            assertThat(registrar.refusal(USUAL.with("redirect_uris", texts(21, CALLBACK))))
                    .startsWith("invalid_redirect_uri: redirect_uris must be at most");
            assertThat(registrar.refusal(USUAL.with("post_logout_redirect_uris", texts(21, CALLBACK))))
                    .startsWith("invalid_redirect_uri: post_logout_redirect_uris must be at most");
            assertThat(registrar.refusal(USUAL.with("request_uris", texts(21, CALLBACK))))
                    .contains("request_uris must be at most");
            assertThat(registrar.refusal(USUAL.with("default_acr_values", texts(11, "a"))))
                    .contains("default_acr_values");
        }

        @Test
        void boundEveryValue() {
            assertThat(registrar.refusal(USUAL.with("default_acr_values", List.of("x".repeat(201)))))
                    .contains("default_acr_values");
            assertThat(registrar.refusal(USUAL.with("default_max_age", -1))).contains("default_max_age");
            assertThat(registrar.refusal(USUAL.with("default_max_age", 315_360_001L)))
                    .contains("default_max_age");
            assertThat(registrar
                            .register(USUAL.with("default_max_age", 315_360_000L))
                            .number("default_max_age"))
                    .contains(315_360_000L);
        }
    }

    @Nested
    @DisplayName("OIDC Registration §2: members that contradict each other")
    class Contradictions {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    private_key_jwt   | HS256  | does not suit private_key_jwt
                    client_secret_jwt | ES256  | does not suit client_secret_jwt
                    private_key_jwt   | none   | does not suit private_key_jwt
                    """)
        void areAlgorithmsThatAMethodDoesNotHave(String method, String algorithm, String reason) {
            assertThat(registrar.refusal(withKey()
                            .with("token_endpoint_auth_method", method)
                            .with("token_endpoint_auth_signing_alg", algorithm)))
                    .contains(reason);
        }

        @Test
        void areKeysInTwoPlaces() {
            assertThat(registrar.refusal(withKey().with("jwks_uri", "https://app.example.net/jwks")))
                    .contains("must not stand beside each other");
        }

        @Test
        void areSignaturesWithoutKeys() {
            assertThat(registrar.refusal(USUAL.with("token_endpoint_auth_method", "private_key_jwt")))
                    .contains("needs jwks or jwks_uri");
            assertThat(registrar.refusal(USUAL.with("require_signed_request_object", true)))
                    .contains("needs jwks or jwks_uri");
        }

        @Test
        void areSeveralHostsWithoutASector() {
            assertThat(registrar.refusal(USUAL.with("subject_type", "pairwise")
                            .with("redirect_uris", List.of(CALLBACK, "https://other.example.net/"))))
                    .contains("sector_identifier_uri");
        }
    }
}
