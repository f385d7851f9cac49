package dev.symbolon.server;

import static dev.symbolon.server.CibaCounter.error;
import static dev.symbolon.server.CibaCounter.json;
import static dev.symbolon.server.CibaCounter.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Client-initiated backchannel authentication (CIBA Core 1.0)")
class CibaTest {

    @AutoClose
    private final CibaCounter counter = new CibaCounter();

    private final TestProvider provider = counter.provider;
    private final TestClient client = counter.client;
    private final TestBrowser browser = counter.browser;

    @Nested
    @DisplayName("§7.1: the request")
    class TheRequest {

        @Test
        void yieldsWhatTokensAreFetchedWith() {
            HttpResponse answer = counter.ask(client, request());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
            assertThat(json(answer).requiredString("auth_req_id")).matches("[A-Za-z0-9._-]{22,}");
            assertThat(json(answer).number("expires_in")).contains(300L);
            assertThat(json(answer).number("interval")).contains(5L);
        }

        @Test
        void lastsAsLongAsTheClientWantsWithinBounds() {
            assertThat(json(counter.ask(client, request().with("requested_expiry", "30")))
                            .number("expires_in"))
                    .contains(30L);
            assertThat(json(counter.ask(client, request().with("requested_expiry", "86400")))
                            .number("expires_in"))
                    .contains(600L);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "1.5", "soon", "99999999999"})
        void needsAnExpiryThatIsANumber(String expiry) {
            assertThat(error(counter.ask(client, request().with("requested_expiry", expiry))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void isAuthenticated() {
            HttpResponse nobody = provider.post(
                    "/bc-authorize", request().with("client_id", client.id().value()), Map.of());

            assertThat(nobody.status()).isEqualTo(401);
            assertThat(json(nobody).string("error")).contains("invalid_client");
        }

        @Test
        void isForClientsThatAreRegisteredForItAndKeepASecret() {
            TestClient stranger = provider.register(one -> one.withGrantTypes(GrantType.AUTHORIZATION_CODE));
            TestClient open = provider.register(TestClient::asPublic);

            assertThat(error(counter.ask(stranger, request()))).isEqualTo("unauthorized_client");
            assertThat(error(counter.ask(open, request()))).isEqualTo("unauthorized_client");
        }

        @Test
        void needsOpenid() {
            assertThat(error(counter.ask(client, request().without("scope").with("scope", "read:reports"))))
                    .isEqualTo("invalid_scope");
            assertThat(error(counter.ask(client, request().without("scope")))).isEqualTo("invalid_scope");
        }

        @Test
        void asksForNothingThatTheClientMayNotHave() {
            provider.declare(TestProvider.api("https://api.example.com/other", "read:other"));

            assertThat(error(counter.ask(client, request().with("resource", "https://api.example.com/other"))))
                    .isEqualTo("invalid_target");
        }

        @Test
        void namesThePersonOnce() {
            assertThat(error(counter.ask(client, request().without("login_hint"))))
                    .isEqualTo("invalid_request");
            assertThat(error(counter.ask(client, request().with("id_token_hint", "x"))))
                    .isEqualTo("invalid_request");
            assertThat(error(counter.ask(client, request().without("login_hint").with("login_hint_token", "x"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void mayNameThePersonByAnIdToken() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();

            counter.begin(client, request().without("login_hint").with("id_token_hint", idToken));

            assertThat(counter.page().text()).contains("W4SCT");
        }

        @Test
        void namesNobodyByAnIdTokenOfAnotherClientOrBySomethingElse() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();
            TestClient other = provider.register();
            Parameters hintless = request().without("login_hint");

            assertThat(error(counter.ask(other, hintless.with("id_token_hint", idToken))))
                    .isEqualTo("invalid_request");
            assertThat(error(counter.ask(client, hintless.with("id_token_hint", "a.b.c"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void saysSoIfAPairwiseIdTokenCannotNameAnybody() {
            TestClient pairwise = provider.register(TestClient::withPairwiseSubjects);
            String idToken =
                    browser.authorize(pairwise.request("code id_token")).idToken();

            assertThat(error(counter.ask(
                            pairwise, request().without("login_hint").with("id_token_hint", idToken))))
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nobody", "bob"})
        void isRefusedForWhoIsNotThere(String name) {
            provider.disable("bob");

            assertThat(error(counter.ask(client, request().without("login_hint").with("login_hint", name))))
                    .isEqualTo("unknown_user_id");
        }

        @Test
        void tellsNothingToAClientThatGuesses() {
            for (int i = 0; i < 100; i++) {
                counter.ask(client, request().without("login_hint").with("login_hint", "guess-" + i));
            }

            assertThat(error(counter.ask(client, request()))).isEqualTo("slow_down");
            assertThat(counter.ask(provider.register(), request()).status()).isEqualTo(200);

            provider.clock().advance(Duration.ofMinutes(10));
            assertThat(counter.ask(client, request()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"two\u2028lines", "\u202Eright to left", "in\u200Bvisible", "\uE000", " "})
        void hasNoMessageThatDeceives(String message) {
            assertThat(error(counter.ask(
                            client, request().without("binding_message").with("binding_message", message))))
                    .isEqualTo("invalid_binding_message");
        }

        @Test
        void hasNoMessageThatIsLong() {
            Parameters silent = request().without("binding_message");

            assertThat(error(counter.ask(client, silent.with("binding_message", "x".repeat(101)))))
                    .isEqualTo("invalid_binding_message");
            assertThat(counter.ask(client, silent.with("binding_message", "👍".repeat(100)))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void cannotBeRepeatedInOneForm() {
            assertThat(error(counter.ask(client, request().with("login_hint", "bob"))))
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§7.1: too many requests for one person")
    class TooMany {

        private void isDenied(HttpResponse answer) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(json(answer).string("error")).contains("access_denied");
        }

        @Test
        void ofAClientAreRefused() {
            for (int i = 0; i < 10; i++) {
                counter.begin();
            }

            isDenied(counter.ask(client, request()));
            assertThat(counter.ask(client, request().without("login_hint").with("login_hint", "bob"))
                            .status())
                    .isEqualTo(200);
            assertThat(counter.ask(provider.register(), request()).status()).isEqualTo(200);
        }

        @Test
        void areRefusedEvenIfThePersonDeniesThem() {
            for (int i = 0; i < 10; i++) {
                counter.begin();
                counter.decide(browser, counter.page(), "deny");
            }

            isDenied(counter.ask(client, request()));
        }

        @Test
        void areNotThoseThatThePersonHasAllowed() {
            for (int i = 0; i < 11; i++) {
                counter.allowed();
            }

            assertThat(counter.ask(client, request()).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§4: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return json(of.get("/.well-known/openid-configuration", Map.of()));
        }

        @Test
        void namesTheEndpointAndHowItIsUsed() {
            JsonObject metadata = metadata(provider);

            assertThat(metadata.string("backchannel_authentication_endpoint"))
                    .contains("https://id.example.org/bc-authorize");
            assertThat(metadata.strings("backchannel_token_delivery_modes_supported"))
                    .containsExactly("poll", "ping");
            assertThat(metadata.strings("backchannel_authentication_request_signing_alg_values_supported"))
                    .contains("PS256", "ES256")
                    .doesNotContain("none", "HS256");
            assertThat(metadata.bool("backchannel_user_code_parameter_supported"))
                    .contains(false);
            assertThat(metadata.strings("grant_types_supported")).contains(GrantType.CIBA.value());
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.BACKCHANNEL_AUTHENTICATION)) {
                TestClient stranger = without.register();
                HttpResponse token = without.post(
                        "/oauth/token",
                        Parameters.none()
                                .with("grant_type", GrantType.CIBA.value())
                                .with("auth_req_id", "x"),
                        stranger.authorization());

                assertThat(metadata(without).names()).noneMatch(name -> name.startsWith("backchannel_auth"));
                assertThat(without.post("/bc-authorize", request(), stranger.authorization())
                                .status())
                        .isEqualTo(404);
                assertThat(without.get("/account/requests", Map.of()).status()).isEqualTo(404);
                assertThat(error(token)).isEqualTo("unsupported_grant_type");
            }
        }
    }
}
