package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.fetch.FetchException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Client-initiated backchannel authentication (CIBA Core 1.0)")
class CibaTest {

    private static final String SCOPE = "openid offline_access read:reports create:reports";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada", "bob");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private static Parameters request() {
        return Parameters.none()
                .with("scope", SCOPE)
                .with("audience", TestProvider.REPORTS)
                .with("login_hint", "ada")
                .with("binding_message", "W4SCT");
    }

    private HttpResponse ask(TestClient who, Parameters form) {
        return provider.post("/bc-authorize", who.authenticated(form), who.authorization());
    }

    private static JsonObject json(HttpResponse answer) {
        return JsonObject.parse(answer.body());
    }

    private String begin() {
        return begin(client, request());
    }

    private String begin(TestClient who, Parameters form) {
        return json(ask(who, form)).requiredString("auth_req_id");
    }

    private static String error(HttpResponse answer) {
        assertThat(answer.status()).isEqualTo(400);
        return json(answer).requiredString("error");
    }

    private HttpResponse redeem(TestClient who, String authReqId) {
        Parameters form =
                Parameters.none().with("grant_type", GrantType.CIBA.value()).with("auth_req_id", authReqId);
        return provider.post("/oauth/token", who.authenticated(form), who.authorization());
    }

    /** The same, when enough time has passed since the last poll. */
    private HttpResponse poll(String authReqId) {
        provider.clock().advance(Duration.ofSeconds(5));
        return redeem(client, authReqId);
    }

    private Stop.Shown page() {
        return page(browser, "ada");
    }

    private Stop.Shown page(TestBrowser visitor, String person) {
        Stop.Shown page = visitor.page(visitor.open("/account/requests"));
        return page.isFor("/account/login") ? visitor.page(logIn(visitor, page, person)) : page;
    }

    private static Stop logIn(TestBrowser visitor, Stop.Shown page, String person) {
        return visitor.post(
                "/account/login",
                Parameters.none()
                        .with("interaction", page.field("interaction"))
                        .with("username", person)
                        .with("password", TestProvider.PASSWORD));
    }

    private Stop.Shown decide(TestBrowser visitor, Stop.Shown page, String decision, String... leftOut) {
        Parameters form =
                Parameters.none().with("request", page.field("request")).with("decision", decision);
        for (String permission : leftOut) {
            form = form.with("leave_out", permission);
        }
        return visitor.page(visitor.post("/account/requests", form));
    }

    private String allowed() {
        String id = begin();
        decide(browser, page(), "allow");
        return id;
    }

    @Nested
    @DisplayName("§7.1: the request")
    class TheRequest {

        @Test
        void yieldsWhatTokensAreFetchedWith() {
            HttpResponse answer = ask(client, request());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
            assertThat(json(answer).requiredString("auth_req_id")).matches("[A-Za-z0-9._-]{22,}");
            assertThat(json(answer).number("expires_in")).contains(300L);
            assertThat(json(answer).number("interval")).contains(5L);
        }

        @Test
        void lastsAsLongAsTheClientWantsWithinBounds() {
            assertThat(json(ask(client, request().with("requested_expiry", "30")))
                            .number("expires_in"))
                    .contains(30L);
            assertThat(json(ask(client, request().with("requested_expiry", "86400")))
                            .number("expires_in"))
                    .contains(600L);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "1.5", "soon", "99999999999"})
        void needsAnExpiryThatIsANumber(String expiry) {
            assertThat(error(ask(client, request().with("requested_expiry", expiry))))
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

            assertThat(error(ask(stranger, request()))).isEqualTo("unauthorized_client");
            assertThat(error(ask(open, request()))).isEqualTo("unauthorized_client");
        }

        @Test
        void needsOpenid() {
            assertThat(error(ask(client, request().without("scope").with("scope", "read:reports"))))
                    .isEqualTo("invalid_scope");
            assertThat(error(ask(client, request().without("scope")))).isEqualTo("invalid_scope");
        }

        @Test
        void asksForNothingThatTheClientMayNotHave() {
            provider.declare(TestProvider.api("https://api.example.com/other", "read:other"));

            assertThat(error(ask(client, request().with("resource", "https://api.example.com/other"))))
                    .isEqualTo("invalid_target");
        }

        @Test
        void namesThePersonOnce() {
            assertThat(error(ask(client, request().without("login_hint")))).isEqualTo("invalid_request");
            assertThat(error(ask(client, request().with("id_token_hint", "x")))).isEqualTo("invalid_request");
            assertThat(error(ask(client, request().without("login_hint").with("login_hint_token", "x"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void mayNameThePersonByAnIdToken() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();

            begin(client, request().without("login_hint").with("id_token_hint", idToken));

            assertThat(page().text()).contains("W4SCT");
        }

        @Test
        void namesNobodyByAnIdTokenOfAnotherClientOrBySomethingElse() {
            String idToken = browser.authorize(client.request("code id_token")).idToken();
            TestClient other = provider.register();
            Parameters hintless = request().without("login_hint");

            assertThat(error(ask(other, hintless.with("id_token_hint", idToken))))
                    .isEqualTo("invalid_request");
            assertThat(error(ask(client, hintless.with("id_token_hint", "a.b.c"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void saysSoIfAPairwiseIdTokenCannotNameAnybody() {
            TestClient pairwise = provider.register(TestClient::withPairwiseSubjects);
            String idToken =
                    browser.authorize(pairwise.request("code id_token")).idToken();

            assertThat(error(ask(pairwise, request().without("login_hint").with("id_token_hint", idToken))))
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nobody", "bob"})
        void isRefusedForWhoIsNotThere(String name) {
            provider.disable("bob");

            assertThat(error(ask(client, request().without("login_hint").with("login_hint", name))))
                    .isEqualTo("unknown_user_id");
        }

        @Test
        void tellsNothingToAClientThatGuesses() {
            for (int i = 0; i < 100; i++) {
                ask(client, request().without("login_hint").with("login_hint", "guess-" + i));
            }

            assertThat(error(ask(client, request()))).isEqualTo("slow_down");
            assertThat(ask(provider.register(), request()).status()).isEqualTo(200);

            provider.clock().advance(Duration.ofMinutes(10));
            assertThat(ask(client, request()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"two\u2028lines", "\u202Eright to left", "in\u200Bvisible", "\uE000", " "})
        void hasNoMessageThatDeceives(String message) {
            assertThat(error(ask(client, request().without("binding_message").with("binding_message", message))))
                    .isEqualTo("invalid_binding_message");
        }

        @Test
        void hasNoMessageThatIsLong() {
            Parameters silent = request().without("binding_message");

            assertThat(error(ask(client, silent.with("binding_message", "x".repeat(101)))))
                    .isEqualTo("invalid_binding_message");
            assertThat(ask(client, silent.with("binding_message", "👍".repeat(100)))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void cannotBeRepeatedInOneForm() {
            assertThat(error(ask(client, request().with("login_hint", "bob")))).isEqualTo("invalid_request");
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
                begin();
            }

            isDenied(ask(client, request()));
            assertThat(ask(client, request().without("login_hint").with("login_hint", "bob"))
                            .status())
                    .isEqualTo(200);
            assertThat(ask(provider.register(), request()).status()).isEqualTo(200);
        }

        @Test
        void areRefusedEvenIfThePersonDeniesThem() {
            for (int i = 0; i < 10; i++) {
                begin();
                decide(browser, page(), "deny");
            }

            isDenied(ask(client, request()));
        }

        @Test
        void areNotThoseThatThePersonHasAllowed() {
            for (int i = 0; i < 11; i++) {
                allowed();
            }

            assertThat(ask(client, request()).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("§7.1.1: signed requests")
    class SignedRequests {

        private final TestClient signing = provider.register(one -> one.withFlows(
                one.flows().with(new ClientBackchannel(Optional.empty(), Optional.of(SigningAlgorithm.ES256)))));

        private JsonObject claims() {
            long now = provider.clock().instant().getEpochSecond();
            return JsonObject.empty()
                    .with("iss", signing.id())
                    .with("aud", TestProvider.ISSUER)
                    .with("iat", now)
                    .with("nbf", now)
                    .with("exp", now + 60)
                    .with("jti", UUID.randomUUID())
                    .with("scope", "openid")
                    .with("login_hint", "ada")
                    .with("requested_expiry", 77)
                    .with("binding_message", "signed");
        }

        private HttpResponse send(JsonObject claims) {
            return ask(signing, Parameters.none().with("request", TestClient.KEY.sign("JWT", claims)));
        }

        @Test
        void count() {
            HttpResponse answer = send(claims());

            assertThat(json(answer).number("expires_in")).contains(77L);
            assertThat(page().text()).contains("signed");
        }

        @Test
        void areAMustForAClientThatIsRegisteredForThem() {
            assertThat(error(ask(signing, request()))).isEqualTo("invalid_request");
        }

        @Test
        void areNotForAClientThatIsNot() {
            Parameters form = Parameters.none().with("request", TestClient.KEY.sign("JWT", claims()));

            assertThat(error(ask(client, form))).isEqualTo("invalid_request");
        }

        @Test
        void haveNothingBesideThem() {
            Parameters form = Parameters.none().with("request", TestClient.KEY.sign("JWT", claims()));

            assertThat(error(ask(signing, form.with("binding_message", "other"))))
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "aud", "exp", "iat", "nbf", "jti"})
        void needEveryClaim(String name) {
            assertThat(error(send(claims().without(name)))).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @CsvSource({"iss, other", "aud, https://evil.example", "exp, 1", "nbf, 99999999999", "nbf, 1"})
        void areForThisProviderAndThisMoment(String name, String value) {
            JsonObject changed =
                    value.matches("[0-9]+") ? claims().with(name, Long.parseLong(value)) : claims().with(name, value);

            assertThat(error(send(changed))).isEqualTo("invalid_request");
        }

        @Test
        void areGoodForAnHourAtMost() {
            JsonObject claims = claims();
            long from = claims.number("nbf").orElseThrow();

            assertThat(error(send(claims.with("exp", from + 3_601)))).isEqualTo("invalid_request");
        }

        @Test
        void areSignedByTheClient() {
            String forged = SigningKey.generate(SigningAlgorithm.ES256).sign("JWT", claims());

            assertThat(error(ask(signing, Parameters.none().with("request", forged))))
                    .isEqualTo("invalid_request");
            assertThat(error(ask(signing, Parameters.none().with("request", "a.b.c"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void areNotWhatAClientAuthenticatesBy() {
            assertThat(error(send(claims().with("sub", signing.id())))).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("§8: the page where the person decides")
    class ThePage {

        @Test
        void showsWhoAsksForWhatAndWithWhichMessage() {
            begin();

            Stop.Shown page = page();

            assertThat(page.text()).contains("Test application", "W4SCT", "Read your reports", "ada");
        }

        @Test
        void showsNothingToAnybodyElse() {
            begin();

            assertThat(page(provider.browser(), "bob").text()).doesNotContain("W4SCT");
        }

        @Test
        void asksEvenIfThePersonHasConsentedBefore() {
            allowed();

            begin();

            assertThat(page().text()).contains("Read your reports");
        }

        @Test
        void showsWhatIsAskedForInAdditionByNow() {
            String id = begin();
            provider.declare(client.withGrantTypes(GrantType.CIBA));
            Stop.Shown page = page();
            provider.declare(client);

            Stop.Shown answer = decide(browser, page, "allow");

            assertThat(page.text()).doesNotContain("Keep this access while you are away");
            assertThat(answer.text()).contains("Keep this access while you are away");
            assertThat(error(poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void showsNothingAnyMoreOnceTheTimeIsOver() {
            begin();
            page();
            provider.clock().advance(Duration.ofMinutes(5));

            assertThat(page().document().select("form")).isEmpty();
        }

        @Test
        void takesNoDecisionOfAnotherSession() {
            String id = begin();
            Stop.Shown ofAda = page();
            TestBrowser other = provider.browser();
            page(other, "ada");

            decide(other, ofAda, "allow");

            assertThat(error(poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void takesNoDecisionOfAnotherPersonInTheSameBrowser() {
            String id = begin();
            Stop.Shown ofAda = page();
            browser.as("bob")
                    .logIn(browser.page(browser.ask(client.request("code").with("prompt", "login"))));

            decide(browser, ofAda, "allow");

            assertThat(error(poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void takesNoDecisionThatAnotherSiteSends() {
            String id = begin();
            Stop.Shown page = page();

            provider.post(
                    "/account/requests",
                    Parameters.none().with("request", page.field("request")).with("decision", "allow"),
                    Map.of());

            assertThat(error(poll(id))).isEqualTo("authorization_pending");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "AAAA"})
        void takesNoDecisionOnWhatItHasNotShown(String sealed) {
            String id = begin();
            page();

            browser.post(
                    "/account/requests",
                    Parameters.none().with("request", sealed).with("decision", "allow"));

            assertThat(error(poll(id))).isEqualTo("authorization_pending");
        }

        @Test
        void takesOneDecision() {
            String id = begin();
            Stop.Shown page = page();
            decide(browser, page, "deny");

            decide(browser, page, "allow");

            assertThat(error(poll(id))).isEqualTo("access_denied");
        }

        @Test
        void isNotThereForSomebodyWhoIsNotSignedIn() {
            begin();

            assertThat(provider.browser()
                            .page(provider.browser().open("/account/requests"))
                            .isFor("/account/login"))
                    .isTrue();
        }

        @Test
        void isLedToFromTheFirstPage() {
            page();

            assertThat(browser.page(browser.open("/")).document().select("a[href=/account/requests]"))
                    .hasSize(1);
        }
    }

    @Nested
    @DisplayName("§10.1, §11: polling")
    class Polling {

        @Test
        void waitsUntilThePersonHasDecided() {
            String id = begin();
            assertThat(error(poll(id))).isEqualTo("authorization_pending");

            decide(browser, page(), "allow");

            assertThat(poll(id).status()).isEqualTo(200);
        }

        @Test
        void yieldsTokensOfThePerson() {
            TestTokens tokens = TestTokens.of(poll(allowed()));

            JsonObject claims = provider.verified(tokens.idToken()).claims();
            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.strings("aud")).containsExactly(client.id().value());
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(200);
            assertThat(tokens.refreshToken()).isNotEmpty();
            assertThat(provider.token(client, client.refreshGrant(tokens.refreshToken()))
                            .accessToken())
                    .isNotEmpty();
        }

        @Test
        void yieldsNoMoreThanThePersonHasAllowed() {
            String id = begin();
            decide(browser, page(), "allow", "create:reports");

            JsonObject answer = json(poll(id));

            assertThat(Scope.parse(answer.requiredString("scope")).values())
                    .contains("read:reports")
                    .doesNotContain("create:reports");
        }

        @Test
        void tooFastIsSlowedDown() {
            String id = begin();
            poll(id);

            assertThat(error(redeem(client, id))).isEqualTo("slow_down");
        }

        @Test
        void yieldsNothingIfThePersonSaysNo() {
            String id = begin();
            decide(browser, page(), "deny");

            assertThat(error(poll(id))).isEqualTo("access_denied");
            assertThat(provider.events()).contains(new AuditEvent.ConsentDenied(new Subject("sub-ada"), client.id()));
        }

        @Test
        void yieldsNothingOnceTheTimeIsOver() {
            String id = allowed();
            provider.clock().advance(Duration.ofMinutes(5));

            assertThat(error(poll(id))).isEqualTo("expired_token");
        }

        @Test
        void yieldsTokensOnceAndEndsThemIfItIsReplayed() {
            String id = allowed();
            TestTokens tokens = TestTokens.of(poll(id));

            assertThat(error(poll(id))).isEqualTo("invalid_grant");
            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
        }

        @Test
        void isNotForAnotherClient() {
            String id = allowed();

            assertThat(error(redeem(provider.register(), id))).isEqualTo("invalid_grant");
            assertThat(poll(id).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "1c266114-a1be-4252-8ad1-04986c5b9ac1"})
        void isNotWhatSomebodyHasMadeUp(String id) {
            assertThat(error(poll(id))).isEqualTo("invalid_grant");
        }

        @Test
        void yieldsNothingOfAnAccountThatIsDisabledMeanwhile() {
            String id = allowed();
            provider.disable("ada");

            assertThat(error(poll(id))).isEqualTo("invalid_grant");
        }

        @Test
        void isNotForAClientThatIsNoLongerRegisteredForIt() {
            String id = allowed();
            provider.declare(client.withGrantTypes(GrantType.AUTHORIZATION_CODE));

            assertThat(error(poll(id))).isEqualTo("unauthorized_client");
        }
    }

    @Nested
    @DisplayName("§10.2: ping")
    class Ping {

        private static final String TOKEN = "8d67dc78-7faa-4d41-aabd-67707b374255";

        private final TestClient pinged = provider.register(one -> one.withFlows(one.flows()
                .with(new ClientBackchannel(
                        Optional.of(URI.create("https://app.example.net/decided")), Optional.empty()))));
        private final List<String> heard = new ArrayList<>();
        private int status = 204;

        private int hear(URI uri, JsonObject message, String bearer) {
            heard.add(uri + " " + bearer + " " + message.requiredString("auth_req_id"));
            if (status == 0) {
                throw new FetchException("nobody is there");
            }
            return status;
        }

        private String beginPinged() {
            return begin(pinged, request().with("client_notification_token", TOKEN));
        }

        private void ping() {
            provider.pingClients(this::hear);
        }

        @ParameterizedTest
        @ValueSource(strings = {"allow", "deny"})
        void tellsTheClientOnceThePersonHasDecided(String decision) {
            String id = beginPinged();
            ping();
            assertThat(heard).isEmpty();
            decide(browser, page(), decision);

            ping();
            ping();

            assertThat(heard).containsExactly("https://app.example.net/decided " + TOKEN + " " + id);
        }

        @Test
        void outlivesARestart() {
            String id = beginPinged();
            decide(browser, page(), "allow");

            provider.restart();
            ping();

            assertThat(heard).hasSize(1);
            assertThat(redeem(pinged, id).status()).isEqualTo(200);
        }

        @Test
        void isNotForAClientThatPolls() {
            allowed();

            ping();

            assertThat(heard).isEmpty();
        }

        @Test
        void isTriedAgainIfNobodyIsThere() {
            beginPinged();
            decide(browser, page(), "allow");
            status = 0;
            ping();
            status = 503;
            provider.clock().advance(Duration.ofSeconds(2));
            ping();
            status = 204;
            provider.clock().advance(Duration.ofSeconds(4));
            ping();
            assertThat(heard).hasSize(2);

            provider.clock().advance(Duration.ofSeconds(1));
            ping();
            provider.clock().advance(Duration.ofMinutes(2));
            ping();

            assertThat(heard).hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(ints = {302, 400, 401})
        void isNotTriedAgainIfTheClientRefuses(int refusal) {
            beginPinged();
            decide(browser, page(), "allow");
            status = refusal;

            ping();
            provider.clock().advance(Duration.ofMinutes(1));
            ping();

            assertThat(heard).hasSize(1);
            assertThat(provider.events()).anyMatch(AuditEvent.PingUndelivered.class::isInstance);
        }

        @Test
        void doesNotGoOnWhenTheRequestIsOver() {
            beginPinged();
            decide(browser, page(), "allow");
            status = 503;
            for (int second = 0; second < 400; second++) {
                ping();
                provider.clock().advance(Duration.ofSeconds(1));
            }

            assertThat(heard).hasSizeBetween(5, 7);
        }

        @Test
        void needsATokenByWhichTheClientKnowsWhoTellsIt() {
            assertThat(error(ask(pinged, request()))).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"two words", "new\u00E9", "a,b", "=="})
        void needsATokenThatCanStandInAHeader(String token) {
            assertThat(error(ask(pinged, request().with("client_notification_token", token))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void needsATokenThatIsNotTooLong() {
            assertThat(error(ask(pinged, request().with("client_notification_token", "a".repeat(1025)))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void keepsTheTokenAndTheIdSealed() {
            String id = beginPinged();
            decide(browser, page(), "allow");

            String kept = provider.storage()
                    .notifications()
                    .take(provider.clock().instant(), Duration.ofMinutes(1), 1)
                    .getFirst()
                    .sealed();

            assertThat(kept).doesNotContain(TOKEN).doesNotContain(id);
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
