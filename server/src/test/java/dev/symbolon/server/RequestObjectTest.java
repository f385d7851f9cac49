package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.fetch.Fetched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signed authorization requests (RFC 9101, OIDC Core §6)")
class RequestObjectTest {

    private static final SigningKey OTHER = SigningKey.generate(SigningAlgorithm.ES256);
    private static final String TYPE = "oauth-authz-req+jwt";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestBrowser browser = provider.browser();
    private final TestClient client = provider.register();

    private static TestClient with(TestClient client, ClientRequests requests) {
        return client.withFlows(client.flows().with(requests));
    }

    /** A client that must sign. */
    private TestClient careful() {
        return provider.register(one -> with(one, new ClientRequests(true, false, Optional.empty(), Set.of())));
    }

    private static JsonObject claims(TestClient client, Parameters request) {
        JsonObject claims = JsonObject.empty().with("iss", client.id()).with("aud", TestProvider.ISSUER);
        for (String name : request.names()) {
            claims = claims.with(name, request.required(name));
        }
        return claims;
    }

    private JsonObject claims() {
        return claims(client, client.request("code id_token"));
    }

    /** What goes through the browser. */
    private static Parameters carrying(TestClient client, String object) {
        return Parameters.none().with("client_id", client.id().value()).with("request", object);
    }

    private Parameters signed(UnaryOperator<JsonObject> change) {
        return carrying(client, TestClient.KEY.sign(TYPE, change.apply(claims())));
    }

    /** The refusal, sent to where the browser says since what is signed does not count. */
    private String refusal(Parameters request) {
        Parameters whole = request.without("redirect_uri")
                .with("redirect_uri", client.redirectUri().value())
                .with("state", "outside");
        TestCallback callback = browser.authorize(whole);
        assertThat(callback.all().one("state")).contains("outside");
        return callback.error();
    }

    private String refusalOf(UnaryOperator<JsonObject> change) {
        return refusal(signed(change));
    }

    @Nested
    @DisplayName("RFC 9101 §5, §6: by value")
    class ByValue {

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code id_token token", "id_token"})
        void isAnsweredLikeAnyOther(String responseType) {
            Parameters request = client.request(responseType);

            TestCallback callback =
                    browser.authorize(carrying(client, TestClient.KEY.sign(TYPE, claims(client, request))));

            assertThat(callback.address()).isEqualTo(client.redirectUri().value());
            assertThat(callback.all().one("state")).contains(TestClient.STATE.value());
            assertThat(callback.all().names()).doesNotContain("error");
        }

        @Test
        void yieldsACodeThatCanBeRedeemed() {
            TestCallback callback = browser.authorize(signed(claims -> claims));

            assertThat(provider.redeem(client, callback).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("RFC 9101 §6.3: nothing beside it counts")
        void doesNotMindWhatStandsBesideIt() {
            Parameters request = signed(claims -> claims)
                    .with("redirect_uri", "https://evil.example/")
                    .with("state", "another")
                    .with("scope", "openid email")
                    .with("prompt", "none")
                    .with("response_mode", "form_post");

            TestCallback callback = browser.authorize(request);

            assertThat(callback.address()).isEqualTo(client.redirectUri().value());
            assertThat(callback.fragment().one("state")).contains(TestClient.STATE.value());
            assertThat(callback.code()).isNotEmpty();
        }

        @Test
        void cannotHaveItsChallengeTakenAwayOrReplaced() {
            TestClient bound = provider.register(TestClient::requiringPkce);
            JsonObject unbound = claims(bound, bound.request("code"))
                    .without("code_challenge")
                    .without("code_challenge_method");
            Parameters request = carrying(bound, TestClient.KEY.sign(TYPE, unbound))
                    .with("code_challenge", TestClient.VERIFIER.challenge().value())
                    .with("code_challenge_method", "S256");

            assertThat(browser.authorize(request).error()).isEqualTo("invalid_request");
        }

        @Test
        void mayHoldNumbersAndLists() {
            Parameters request = signed(claims ->
                    claims.with("max_age", 3_600).without("audience").with("resource", List.of(TestProvider.REPORTS)));

            assertThat(browser.authorize(request).all().names()).doesNotContain("error");
        }

        @Test
        void isTakenByPostFromAnotherSiteToo() {
            browser.authorize(client.request("code id_token"));

            HttpResponse answer = provider.post("/authorize", signed(claims -> claims), Map.of());

            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.headers().first("Location").orElseThrow())
                    .startsWith(TestProvider.ISSUER + "/authorize?client_id=")
                    .contains("&request=")
                    .doesNotContain("redirect_uri");
        }

        @Test
        void mayHaveTheTypeOfAnyJwt() {
            Parameters request = carrying(client, TestClient.KEY.sign("JWT", claims()));

            assertThat(browser.authorize(request).all().names()).doesNotContain("error");
        }
    }

    @Nested
    @DisplayName("RFC 9101 §6.2, §7, S29: what is refused")
    class Refused {

        private static String encoded(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void isWhatSomebodyElseSigned() {
            assertThat(refusal(carrying(client, OTHER.sign(TYPE, claims())))).isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatNobodySigned() {
            String unsigned = encoded("{\"alg\":\"none\"}") + "." + encoded(claims().toString()) + ".";

            assertThat(refusal(carrying(client, unsigned))).isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatWasSignedWithASecret() {
            assertThat(refusal(carrying(client, client.signedBySecret(MacAlgorithm.HS256, claims()))))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatWasSignedByAnotherAlgorithmThanTheRegisteredOne() {
            ClientRequests other = new ClientRequests(false, false, Optional.of(SigningAlgorithm.PS256), Set.of());
            provider.declare(with(client, other));

            assertThat(refusalOf(claims -> claims)).isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatWasSignedForAnotherPurpose() {
            assertThat(refusal(carrying(client, TestClient.KEY.sign("client-authentication+jwt", claims()))))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        void isAnAssertionOfTheClient() {
            assertThat(refusalOf(claims -> claims.with("sub", client.id()))).isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatIsOfAnotherClient() {
            assertThat(refusalOf(claims -> claims.with("iss", "another"))).isEqualTo("invalid_request_object");
            assertThat(refusalOf(claims -> claims.with("client_id", "another"))).isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatIsForAnotherProvider() {
            assertThat(refusalOf(claims -> claims.with("aud", "https://other.example")))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatHasExpiredOrIsNotValidYet() {
            long now = TestClock.START.getEpochSecond();

            assertThat(refusalOf(claims -> claims.with("exp", now - 120))).isEqualTo("invalid_request_object");
            assertThat(refusalOf(claims -> claims.with("nbf", now + 600))).isEqualTo("invalid_request_object");
            assertThat(refusalOf(claims -> claims.with("iat", now + 600))).isEqualTo("invalid_request_object");
        }

        @ParameterizedTest
        @ValueSource(strings = {"request", "request_uri"})
        void isOneWithinAnother(String name) {
            assertThat(refusalOf(claims -> claims.with(name, "x"))).isEqualTo("invalid_request_object");
        }

        @Test
        void isOneWithAnotherResponseTypeThanBesideIt() {
            assertThat(refusal(signed(claims -> claims).with("response_type", "code")))
                    .isEqualTo("invalid_request_object");
        }

        @Test
        void isWhatIsMalformed() {
            for (String text : List.of("x", "..", "a.b.c", "e30.e30.e30", "x".repeat(10_000))) {
                assertThat(refusal(carrying(client, text))).isEqualTo("invalid_request_object");
            }
            assertThat(refusalOf(claims -> claims.with("iss", 1))).isEqualTo("invalid_request_object");
            assertThat(refusalOf(claims -> claims.with("exp", "soon"))).isEqualTo("invalid_request_object");
        }

        @Test
        void areControlCharacters() {
            assertThat(refusalOf(claims -> claims.with("login_hint", "ada\u0000")))
                    .isEqualTo("invalid_request");
        }

        @Test
        void areTwoAtOnce() {
            assertThat(refusal(signed(claims -> claims).with("request_uri", "https://app.example.net/request")))
                    .isEqualTo("invalid_request");
        }

        @Test
        void isToldOnAPageIfThereIsNowhereElse() {
            TestBrowser.Stop stop = browser.ask(carrying(client, OTHER.sign(TYPE, claims())));

            assertThat(browser.page(stop).status()).isEqualTo(400);
        }

        @Test
        void isNotSentToAnAddressThatIsNotRegistered() {
            TestBrowser.Stop stop = browser.ask(
                    carrying(client, OTHER.sign(TYPE, claims())).with("redirect_uri", "https://evil.example/"));

            assertThat(browser.page(stop).status()).isEqualTo(400);
        }

        @Test
        void isARedirectUriThatIsNotRegisteredThoughItIsSigned() {
            TestBrowser.Stop stop = browser.ask(signed(claims -> claims.with("redirect_uri", "https://evil.example/")));

            assertThat(browser.page(stop).status()).isEqualTo(400);
        }
    }

    @Nested
    @DisplayName("RFC 9101 §10.5: require_signed_request_object")
    class MustBeSigned {

        @Test
        void refusesParametersThemselves() {
            TestClient careful = careful();

            assertThat(browser.authorize(careful.request("code")).error()).isEqualTo("invalid_request");
        }

        @Test
        void takesWhatIsSigned() {
            TestClient careful = careful();
            String object = TestClient.KEY.sign(TYPE, claims(careful, careful.request("code")));

            assertThat(browser.authorize(carrying(careful, object)).code()).isNotEmpty();
        }
    }

    @Nested
    @DisplayName("RFC 9101 §5.2, OIDC Core §6.2: by reference")
    class ByReference {

        @AutoClose
        private final TestSite site = TestSite.open();

        private TestClient referring() {
            String uri = site.uri("/request").toString();
            return provider.register(one -> with(one, new ClientRequests(false, false, Optional.empty(), Set.of(uri))));
        }

        private Parameters reference(TestClient referring, String uri) {
            return Parameters.none()
                    .with("client_id", referring.id().value())
                    .with("redirect_uri", referring.redirectUri().value())
                    .with("request_uri", uri);
        }

        private void serve(TestClient referring) {
            String object = TestClient.KEY.sign(TYPE, claims(referring, referring.request("code id_token")));
            site.at("/request", HttpResponse.of(200, "application/" + TYPE, object));
        }

        @Test
        void isFetched() {
            TestClient referring = referring();
            serve(referring);

            TestCallback callback =
                    browser.authorize(reference(referring, site.uri("/request").toString()));

            assertThat(provider.redeem(referring, callback).status()).isEqualTo(200);
        }

        @Test
        void isFetchedOnceForEachFragment() {
            TestClient referring = referring();
            serve(referring);

            for (String fragment : List.of("", "#one", "#two", "#two")) {
                browser.authorize(reference(referring, site.uri("/request") + fragment));
            }

            assertThat(site.visits()).hasSize(3);
        }

        @Test
        @DisplayName("S25: nothing is fetched that is not registered")
        void isNotFetchedFromElsewhere() {
            TestClient referring = referring();

            for (String uri : List.of(
                    site.uri("/other").toString(),
                    site.uri("/request").toString() + "?x",
                    "https://other.example/request",
                    "urn:x",
                    "x")) {
                assertThat(browser.authorize(reference(referring, uri)).error()).isEqualTo("invalid_request_uri");
            }
            assertThat(site.visits()).isEmpty();
        }

        @Test
        void isRefusedIfNothingIsThere() {
            assertThat(browser.authorize(
                                    reference(referring(), site.uri("/request").toString()))
                            .error())
                    .isEqualTo("invalid_request_uri");
        }

        @Test
        void isRefusedIfTheClientHasNotSignedIt() {
            TestClient referring = referring();
            site.at(
                    "/request",
                    HttpResponse.of(
                            200, "application/jwt", OTHER.sign(TYPE, claims(referring, referring.request("code")))));

            assertThat(browser.authorize(
                                    reference(referring, site.uri("/request").toString()))
                            .error())
                    .isEqualTo("invalid_request_object");
        }

        @Test
        void doesNotPrintWhatWasFetched() {
            assertThat(new Fetched("application/jwt", "secret").toString()).doesNotContain("secret");
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
        void isThere() {
            JsonObject metadata = discovery(provider);

            assertThat(metadata.bool("request_parameter_supported")).contains(true);
            assertThat(metadata.bool("request_uri_parameter_supported")).contains(true);
            assertThat(metadata.bool("require_request_uri_registration")).contains(true);
            assertThat(metadata.strings("request_object_signing_alg_values_supported"))
                    .contains("ES256", "PS256")
                    .doesNotContain("none", "HS256");
        }

        @Test
        void isNotThereIfItIsSwitchedOff() {
            try (TestProvider without = TestProvider.without(Feature.REQUEST_OBJECTS)) {
                TestClient one = without.register();
                TestBrowser other = without.browser();

                assertThat(discovery(without).bool("request_parameter_supported"))
                        .contains(false);
                assertThat(other.authorize(one.request("code").with("request", "e30."))
                                .error())
                        .isEqualTo("request_not_supported");
                assertThat(other.authorize(one.request("code").with("request_uri", "https://a.example/"))
                                .error())
                        .isEqualTo("request_uri_not_supported");
            }
        }
    }

    @Test
    void isForgottenOnceItHasBeenRead() {
        Map<String, Long> before = provider.rows();

        browser.ask(signed(claims -> claims));
        provider.clock().advance(Duration.ofMinutes(1));

        assertThat(provider.rows()).isEqualTo(before);
    }
}
