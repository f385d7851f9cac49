package dev.symbolon.server;

import static dev.symbolon.server.TestRegistrar.CALLBACK;
import static dev.symbolon.server.TestRegistrar.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Applications that register themselves (RFC 7591, RFC 7592, OIDC Registration)")
class RegistrationTest {

    private static final String TOKEN = "t".repeat(32);

    @AutoClose
    private final TestProvider provider =
            TestProvider.registering(new RegistrationSettings(true, Optional.empty(), 100, List.of()));

    private final TestRegistrar registrar = new TestRegistrar(provider);

    private int redeem(JsonObject registered, String code) {
        return registrar
                .redeem(registered, registered.requiredString("client_secret"), code)
                .status();
    }

    @Nested
    @DisplayName("security_profile")
    class SecurityProfile {

        private final JsonObject keys = JsonObject.of(Map.of("keys", List.of(TestClient.KEY.toPublicJwk())));
        private final JsonObject profiled =
                USUAL.with("security_profile", "fapi2-message-signing").with("jwks", keys);

        @Test
        void fillsInWhatItFixes() {
            JsonObject registered = registrar.register(profiled);

            assertThat(registered.string("security_profile")).contains("fapi2-message-signing");
            assertThat(registered.string("token_endpoint_auth_method")).contains("private_key_jwt");
            assertThat(registered.string("id_token_signed_response_alg")).contains("ES256");
            assertThat(registered.bool("require_pushed_authorization_requests")).contains(true);
            assertThat(registered.bool("require_signed_request_object")).contains(true);
            assertThat(registered.bool("dpop_bound_access_tokens")).contains(true);
            assertThat(registrar.manage(registered, "GET", JsonObject.empty()).body())
                    .contains("fapi2-message-signing");
        }

        @Test
        void isNotContradicted() {
            assertThat(registrar.refusal(profiled.with("id_token_signed_response_alg", "RS256")))
                    .startsWith("invalid_client_metadata: ");
            assertThat(registrar.refusal(profiled.with("response_types", List.of("code id_token"))))
                    .startsWith("invalid_client_metadata: ");
            assertThat(registrar.refusal(profiled.with("token_endpoint_auth_method", "client_secret_basic")))
                    .startsWith("invalid_client_metadata: ");
            assertThat(registrar.refusal(profiled.with("require_pushed_authorization_requests", false)))
                    .startsWith("invalid_client_metadata: ");
        }

        @Test
        void isRefusedIfNobodyCanShowWhatItBindsTokensTo() {
            assertThat(registrar.refusal(profiled.with("security_profile", "fapi1-advanced")))
                    .contains("tls_client_certificate_bound_access_tokens is not served here");
        }

        @Test
        void isOneOfThoseThatThereAre() {
            assertThat(registrar.refusal(profiled.with("security_profile", "fapi")))
                    .startsWith("invalid_client_metadata: ");
        }
    }

    @Nested
    @DisplayName("RFC 7591 §3.2.1: registration")
    class Registering {

        @Test
        void yieldsWhatTheApplicationNeeds() {
            HttpResponse answer = registrar.post(USUAL);
            JsonObject registered = JsonObject.parse(answer.body());

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
            assertThat(registered.requiredString("client_id")).hasSize(22);
            assertThat(registered.requiredString("client_secret")).hasSize(64);
            assertThat(registered.number("client_secret_expires_at")).contains(0L);
            assertThat(registered.number("client_id_issued_at")).contains(TestClock.START.getEpochSecond());
            assertThat(registered.requiredString("registration_client_uri"))
                    .startsWith(TestProvider.ISSUER + "/oidc/register?client_id=");
            assertThat(registered.requiredString("client_name")).isEqualTo("Self-made");
            assertThat(registered.strings("redirect_uris")).containsExactly(CALLBACK);
            assertThat(registered.strings("response_types")).containsExactly("code");
            assertThat(registered.strings("grant_types")).containsExactly("authorization_code");
            assertThat(registered.requiredString("token_endpoint_auth_method")).isEqualTo("client_secret_basic");
        }

        @Test
        void letsPeopleSignIn() {
            JsonObject registered = registrar.register(USUAL.with("response_types", List.of("code id_token")));

            assertThat(redeem(
                            registered,
                            registrar.logIn(registered, "code id_token").code()))
                    .isEqualTo(200);
        }

        @Test
        void addsTheGrantsThatResponseTypesNeed() {
            JsonObject registered = registrar.register(USUAL.with("response_types", List.of("code id_token token"))
                    .with("grant_types", List.of("refresh_token")));

            assertThat(registered.strings("grant_types"))
                    .containsExactly("authorization_code", "implicit", "refresh_token");
        }

        @Test
        void makesNoSecretForWhoCanKeepNone() {
            JsonObject registered = registrar.register(USUAL.with("token_endpoint_auth_method", "none"));

            assertThat(registered.has("client_secret")).isFalse();
            assertThat(registrar.logIn(registered, "code").error()).isEqualTo("invalid_request");
        }

        @Test
        void keepsTheSecretOfWhoSignsWithIt() {
            JsonObject registered = registrar.register(USUAL.with("token_endpoint_auth_method", "client_secret_jwt")
                    .with("token_endpoint_auth_signing_alg", "HS512"));
            TestClient client = provider.register(one -> new TestClient(
                    one.id(),
                    Secret.of(registered.requiredString("client_secret")),
                    one.method(),
                    one.redirectUri(),
                    one.flows(),
                    one.tokens(),
                    one.logout(),
                    one.firstParty()));
            String id = registered.requiredString("client_id");
            JsonObject claims = client.assertionClaims().with("iss", id).with("sub", id);
            Parameters form = TestClient.withAssertion(
                    Parameters.none()
                            .with("grant_type", "authorization_code")
                            .with("redirect_uri", CALLBACK)
                            .with("code", registrar.logIn(registered, "code").code()),
                    client.signedBySecret(MacAlgorithm.HS512, claims));

            assertThat(provider.post("/oauth/token", form, Map.of()).status()).isEqualTo(200);
        }

        @Test
        void knowsTheNameInManyLanguages() {
            JsonObject registered = registrar.register(USUAL.with("client_name#de", "Selbstgemacht"));

            assertThat(registered.string("client_name#de")).contains("Selbstgemacht");
        }

        @Test
        void passesOverWhatItDoesNotKnow() {
            JsonObject registered =
                    registrar.register(USUAL.with("software", "x").with("first_party", true));

            assertThat(registered.names()).doesNotContain("software", "first_party");
        }

        @Test
        void givesNoPermissionsButThoseOfTheSettings() {
            ClientId id = new ClientId(registrar.register(USUAL).requiredString("client_id"));
            RegistrationSettings generous =
                    new RegistrationSettings(true, Optional.empty(), 1, List.of(new Audience(TestProvider.REPORTS)));

            assertThat(provider.storage().clients().find(id).orElseThrow().apis())
                    .isEmpty();
            try (TestProvider other = TestProvider.registering(generous)) {
                HttpResponse answer = new TestRegistrar(other).send("POST", "", Optional.empty(), USUAL.toString());
                ClientId there = new ClientId(JsonObject.parse(answer.body()).requiredString("client_id"));
                assertThat(other.storage().clients().find(there).orElseThrow().apis())
                        .containsOnlyKeys(new Audience(TestProvider.REPORTS));
            }
        }
    }

    @Nested
    @DisplayName("S5, S38: what is refused")
    class Refused {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "javascript:alert(1)", "data:text/html,x", "http://app.example.net/callback",
                    "https://app.example.net/callback#x", "https://user@app.example.net/", "com.example.app:/callback",
                    "https://app.example.net/../x", "/callback", ""
                })
        void areRedirectUrisThatLeadAstray(String uri) {
            assertThat(registrar.refusal(USUAL.with("redirect_uris", List.of(uri))))
                    .startsWith("invalid_redirect_uri:");
            assertThat(registrar.refusal(USUAL.with("post_logout_redirect_uris", List.of(uri))))
                    .startsWith("invalid_redirect_uri:");
        }

        @ParameterizedTest
        @ValueSource(strings = {"myapp:/callback", "http://app.example.net/callback", "javascript:alert(1)"})
        void areRedirectUrisOfNativeApplicationsThatAnybodyCouldTake(String uri) {
            assertThat(registrar.refusal(
                            USUAL.with("application_type", "native").with("redirect_uris", List.of(uri))))
                    .startsWith("invalid_redirect_uri:");
        }

        @ParameterizedTest
        @ValueSource(strings = {"com.example.app:/callback", "http://127.0.0.1/callback", "http://localhost/callback"})
        void areNotThoseThatNativeApplicationsNeed(String uri) {
            assertThat(registrar
                            .register(USUAL.with("application_type", "native").with("redirect_uris", List.of(uri)))
                            .strings("redirect_uris"))
                    .containsExactly(uri);
        }

        @Test
        void areTokensThatAWebApplicationWouldGetWithoutTls() {
            JsonObject local = USUAL.with("redirect_uris", List.of("http://localhost:8080/callback"));

            assertThat(registrar.refusal(local.with("response_types", List.of("code token"))))
                    .startsWith("invalid_redirect_uri:");
            assertThat(registrar.post(local).status()).isEqualTo(201);
        }

        @Test
        void areResponsesWithNowhereToGo() {
            assertThat(registrar.refusal(USUAL.without("redirect_uris"))).startsWith("invalid_redirect_uri:");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                    response_types                     | ["token code id"]
                    response_types                     | [1]
                    grant_types                        | ["client_credentials"]
                    grant_types                        | ["password"]
                    token_endpoint_auth_method         | "tls"
                    token_endpoint_auth_method         | "private_key_jwt"
                    application_type                   | "car"
                    subject_type                       | "private"
                    id_token_signed_response_alg       | "none"
                    id_token_signed_response_alg       | "HS256"
                    id_token_encrypted_response_alg    | "RSA-OAEP-256"
                    request_object_signing_alg         | "none"
                    jwks                               | {"keys":[]}
                    jwks                               | {"keys":[{"kty":"oct","k":"AAAA"}]}
                    jwks                               | "x"
                    jwks_uri                           | "http://app.example.net/jwks"
                    jwks_uri                           | "file:///etc/passwd"
                    request_uris                       | ["http://169.254.169.254/"]
                    require_signed_request_object      | true
                    require_signed_request_object      | "yes"
                    client_name                        | ""
                    client_name                        | 1
                    client_uri                         | "javascript:alert(1)"
                    redirect_uris                      | "https://a.example/ https://b.example/"
                    """)
        void isMetadataThatCannotBeHonoured(String name, String json) {
            String body = USUAL.without(name).toString().replaceFirst("}$", ",\"" + name + "\":" + json + "}");

            HttpResponse answer = registrar.send("POST", "", Optional.empty(), body);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(JsonObject.parse(answer.body()).requiredString("error"))
                    .isIn("invalid_client_metadata", "invalid_redirect_uri");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "{", "null", "{\"redirect_uris\":[],\"redirect_uris\":[]}"})
        void isWhatIsNoObject(String body) {
            HttpResponse answer = registrar.send("POST", "", Optional.empty(), body);

            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void isWhatABrowsersFormCanSend() {
            HttpResponse answer = provider.send(new HttpRequest(
                    "POST",
                    "/oidc/register",
                    "",
                    Headers.none().set("Content-Type", "text/plain"),
                    USUAL.toString(),
                    "192.0.2.1"));

            assertThat(TestRegistrar.refusal(answer)).contains("Content-Type");
        }

        @Test
        void areMoreThanThereMayBe() {
            RegistrationSettings few = new RegistrationSettings(true, Optional.empty(), 2, List.of());
            try (TestProvider small = TestProvider.registering(few)) {
                for (int i = 0; i < 2; i++) {
                    assertThat(new TestRegistrar(small)
                                    .send("POST", "", Optional.empty(), USUAL.toString())
                                    .status())
                            .isEqualTo(201);
                }
                HttpResponse third = new TestRegistrar(small).send("POST", "", Optional.empty(), USUAL.toString());
                assertThat(JsonObject.parse(third.body()).requiredString("error"))
                        .isEqualTo("access_denied");
            }
        }

        @Test
        void isMarkupInANameOnThePagesOnly() {
            JsonObject registered = registrar.register(USUAL.with("client_name", "<script>alert(1)</script>"));

            TestBrowser browser = provider.browser();
            TestBrowser.Stop stop = browser.ask(Parameters.none()
                    .with("client_id", registered.requiredString("client_id"))
                    .with("redirect_uri", CALLBACK)
                    .with("response_type", "code")
                    .with("scope", "openid"));

            assertThat(browser.page(stop).response().body()).doesNotContain("<script>alert");
        }
    }

    @Nested
    @DisplayName("OIDC Registration §5: sector_identifier_uri")
    class Sectors {

        @AutoClose
        private final TestSite site = TestSite.open();

        private JsonObject pairwise(String path, String body) {
            site.at(path, HttpResponse.of(200, "application/json", body));
            return USUAL.with("subject_type", "pairwise").with("sector_identifier_uri", site.uri(path));
        }

        @Test
        void mustNameTheRedirectUris() {
            assertThat(registrar.refusal(pairwise("/other", "[\"https://other.example/\"]")))
                    .startsWith("invalid_client_metadata:");
            assertThat(registrar
                            .register(pairwise("/own", "[\"" + CALLBACK + "\"]"))
                            .string("subject_type"))
                    .contains("pairwise");
        }

        @Test
        void areNotWhereTheirHostRedirectsTo() {
            JsonObject elsewhere = pairwise("/of-somebody-else", "[\"" + CALLBACK + "\"]");
            site.at("/go", HttpResponse.redirect("/of-somebody-else"));

            assertThat(registrar.refusal(elsewhere.with("sector_identifier_uri", site.uri("/go"))))
                    .contains("sector_identifier_uri yields no list of addresses");
        }

        @Test
        @DisplayName("OIDC Core §12.2: the sub of refreshed tokens is the same")
        void areNotTakenOverWithTokensOfAnotherOne() {
            JsonObject open = registrar.register(USUAL);
            JsonObject own = registrar.register(USUAL.with("subject_type", "pairwise"));
            JsonObject others = pairwise("/own", "[\"" + CALLBACK + "\"]");

            for (JsonObject registered : List.of(open, own)) {
                JsonObject update = others.with("client_id", registered.requiredString("client_id"));
                assertThat(TestRegistrar.refusal(registrar.manage(registered, "PUT", update)))
                        .contains("subject_type and the sector must stay");
            }
            assertThat(registrar
                            .replace(own, USUAL.with("subject_type", "pairwise"))
                            .string("subject_type"))
                    .contains("pairwise");
        }

        @Test
        void mustBeThere() {
            assertThat(registrar.refusal(pairwise("/none", "{}"))).startsWith("invalid_client_metadata:");
            assertThat(registrar.refusal(USUAL.with("sector_identifier_uri", site.uri("/nothing"))))
                    .startsWith("invalid_client_metadata:");
        }
    }

    @Nested
    @DisplayName("RFC 7591 §3: initial access tokens")
    class InitialAccessTokens {

        @AutoClose
        private final TestProvider guarded = TestProvider.registering(
                new RegistrationSettings(false, Optional.of(Secret.of(TOKEN)), 100, List.of()));

        @Test
        void letTheirBearersRegister() {
            assertThat(new TestRegistrar(guarded)
                            .send("POST", "", Optional.of(TOKEN), USUAL.toString())
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void areNeeded() {
            HttpResponse without = new TestRegistrar(guarded).send("POST", "", Optional.empty(), USUAL.toString());
            HttpResponse wrong = new TestRegistrar(guarded).send("POST", "", Optional.of("x"), USUAL.toString());

            assertThat(List.of(without.status(), wrong.status())).containsOnly(401);
            assertThat(wrong.headers().first("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer error=\"invalid_token\"");
        }
    }

    @Nested
    @DisplayName("RFC 7592 §2: an application's own registration")
    class OwnRegistration {

        private final JsonObject registered = registrar.register(USUAL);
        private final JsonObject change =
                USUAL.with("client_id", registered.requiredString("client_id")).with("client_name", "Renamed");

        @Test
        void canBeRead() {
            HttpResponse answer = registrar.manage(registered, "GET", JsonObject.empty());

            JsonObject metadata = JsonObject.parse(answer.body());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(metadata.string("client_name")).contains("Self-made");
            assertThat(metadata.has("client_secret")).isFalse();
            assertThat(metadata.string("registration_access_token"))
                    .isEqualTo(registered.string("registration_access_token"));
        }

        @Test
        void canBeReplaced() {
            HttpResponse answer =
                    registrar.manage(registered, "PUT", change.with("response_types", List.of("id_token")));

            JsonObject metadata = JsonObject.parse(answer.body());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(metadata.string("client_name")).contains("Renamed");
            assertThat(metadata.strings("response_types")).containsExactly("id_token");
            assertThat(registrar.logIn(registered, "code").error()).isEqualTo("unauthorized_client");
        }

        @Test
        void keepsItsSecretWhenItIsReplaced() {
            HttpResponse answer = registrar.manage(registered, "PUT", change);

            assertThat(JsonObject.parse(answer.body()).has("client_secret")).isFalse();
            assertThat(redeem(registered, registrar.logIn(registered, "code").code()))
                    .isEqualTo(200);
        }

        @Test
        void getsASecretWhenItNeedsOneFromNowOn() {
            JsonObject open = registrar.register(USUAL.with("token_endpoint_auth_method", "none"));

            HttpResponse answer =
                    registrar.manage(open, "PUT", USUAL.with("client_id", open.requiredString("client_id")));

            assertThat(JsonObject.parse(answer.body()).string("client_secret")).isPresent();
        }

        @Test
        void cannotBeReplacedByAnother() {
            assertThat(registrar
                            .manage(registered, "PUT", change.with("client_id", "another"))
                            .status())
                    .isEqualTo(400);
            assertThat(registrar
                            .manage(registered, "PUT", change.without("client_id"))
                            .status())
                    .isEqualTo(400);
            assertThat(registrar
                            .manage(registered, "PUT", change.with("client_secret", "chosen"))
                            .status())
                    .isEqualTo(400);
            assertThat(registrar
                            .manage(registered, "PUT", change.with("registration_access_token", "chosen"))
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void canBeEndedAndEverythingWithIt() {
            String code = registrar.logIn(registered, "code").code();

            assertThat(registrar
                            .manage(registered, "DELETE", JsonObject.empty())
                            .status())
                    .isEqualTo(204);
            assertThat(redeem(registered, code)).isEqualTo(401);
            assertThat(registrar.manage(registered, "GET", JsonObject.empty()).status())
                    .isEqualTo(401);
            assertThat(provider.rows()).containsEntry("registrations", 0L);
        }

        @Test
        void isNobodyElses() {
            JsonObject other = registrar.register(USUAL);
            JsonObject mixed =
                    registered.with("registration_access_token", other.requiredString("registration_access_token"));

            for (String method : List.of("GET", "PUT", "DELETE")) {
                assertThat(registrar.manage(mixed, method, change).status()).isEqualTo(401);
                assertThat(registrar
                                .manage(registered.without("registration_access_token"), method, change)
                                .status())
                        .isEqualTo(401);
            }
        }

        @Test
        void isNoneOfAClientThatTheOperatorDeclared() {
            TestClient declared = provider.register();
            JsonObject mixed = registered.with(
                    "registration_client_uri", TestProvider.ISSUER + "/oidc/register?client_id=" + declared.id());

            assertThat(registrar.manage(mixed, "GET", JsonObject.empty()).status())
                    .isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("OIDC Discovery §3: registration_endpoint")
    class Discovery {

        @Test
        void isNamed() {
            JsonObject metadata = JsonObject.parse(
                    provider.get("/.well-known/openid-configuration", Map.of()).body());

            assertThat(metadata.string("registration_endpoint")).contains(TestProvider.ISSUER + "/oidc/register");
        }

        @Test
        void isNotThereUnlessSomebodyMayRegister() {
            try (TestProvider closed = TestProvider.withUser("ada")) {
                JsonObject metadata = JsonObject.parse(closed.get("/.well-known/openid-configuration", Map.of())
                        .body());

                assertThat(metadata.has("registration_endpoint")).isFalse();
                assertThat(new TestRegistrar(closed)
                                .send("POST", "", Optional.empty(), USUAL.toString())
                                .status())
                        .isEqualTo(404);
            }
        }
    }
}
