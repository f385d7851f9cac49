package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Token introspection (RFC 7662, RFC 9701)")
class IntrospectionTest {

    private static final JsonObject INACTIVE = JsonObject.empty().with("active", false);

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestClient reports = provider.register(one -> one.withGrantTypes());
    private final TestBrowser browser = provider.browser();

    @BeforeEach
    void letTheApiAsk() {
        provider.declare(api());
    }

    private Api api() {
        return TestProvider.api(TestProvider.REPORTS, "read:reports", "create:reports")
                .withIntrospectionClients(reports.id());
    }

    private HttpResponse ask(TestClient caller, Parameters form, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(caller.authorization());
        headers.putAll(more);
        return provider.post("/oauth/introspect", caller.authenticated(form), headers);
    }

    private JsonObject introspect(TestClient caller, String token) {
        HttpResponse answer = ask(caller, Parameters.none().with("token", token), Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return JsonObject.parse(answer.body());
    }

    private TestCallback authorize() {
        return browser.authorize(client.offlineRequest("code id_token token"));
    }

    @Nested
    @DisplayName("RFC 7662 §2.2: the answer")
    class TheAnswer {

        @Test
        void saysWhatAnAccessTokenIsWorth() {
            TestTokens tokens = provider.redeem(client, authorize());

            JsonObject answer = introspect(reports, tokens.accessToken());

            assertThat(answer.bool("active")).contains(true);
            assertThat(answer.string("scope")).contains("openid offline_access read:reports create:reports");
            assertThat(answer.string("client_id")).contains(client.id().value());
            assertThat(answer.string("token_type")).contains("Bearer");
            assertThat(answer.string("sub")).contains("sub-ada");
            assertThat(answer.string("aud")).contains(TestProvider.REPORTS);
            assertThat(answer.string("iss")).contains(TestProvider.ISSUER.value());
            assertThat(answer.number("exp"))
                    .isEqualTo(provider.verified(tokens.accessToken()).claims().number("exp"));
            assertThat(answer.names()).contains("iat", "jti");
        }

        @Test
        void saysItOfAFrontChannelTokenWhoseCodeIsNotRedeemed() {
            assertThat(introspect(reports, authorize().accessToken()).bool("active"))
                    .contains(true);
        }

        @Test
        void saysItOfATokenOfAClientItself() {
            TestTokens tokens = provider.token(client, Parameters.none().with("grant_type", "client_credentials"));

            JsonObject answer = introspect(reports, tokens.accessToken());

            assertThat(answer.bool("active")).contains(true);
            assertThat(answer.string("sub")).contains(client.id().value());
        }

        @Test
        void saysWhatARefreshTokenIsWorthToTheClientThatHoldsIt() {
            TestTokens tokens = provider.redeem(client, authorize());

            JsonObject answer = introspect(client, tokens.refreshToken());

            assertThat(answer.bool("active")).contains(true);
            assertThat(answer.string("client_id")).contains(client.id().value());
            assertThat(answer.string("sub")).contains("sub-ada");
            assertThat(answer.number("exp"))
                    .contains(
                            provider.clock().instant().plus(Duration.ofDays(30)).getEpochSecond());
        }

        @Test
        void isKeptByNobody() {
            HttpResponse answer = ask(reports, Parameters.none().with("token", "x"), Map.of());

            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "refresh_token", "nonsense"})
        void isTheSameWhateverTheHint(String hint) {
            String token = authorize().accessToken();

            HttpResponse answer =
                    ask(reports, Parameters.none().with("token", token).with("token_type_hint", hint), Map.of());

            assertThat(JsonObject.parse(answer.body()).bool("active")).contains(true);
        }

        @Test
        void saysNoMoreThanTheClientMayStillDo() {
            String token = authorize().accessToken();
            provider.declare(
                    TestProvider.api(TestProvider.REPORTS, "read:reports").withIntrospectionClients(reports.id()));

            assertThat(introspect(reports, token).string("scope")).contains("openid offline_access read:reports");
        }
    }

    @Nested
    @DisplayName("RFC 7662 §2.2, §4: what is not active")
    class NotActive {

        private void isInactive(TestClient caller, String token) {
            assertThat(introspect(caller, token)).isEqualTo(INACTIVE);
        }

        @Test
        void isATokenForAnotherApi() {
            TestClient other = provider.register();
            provider.declare(
                    TestProvider.api("https://other.example.com", "read:other").withIntrospectionClients(other.id()));

            isInactive(other, authorize().accessToken());
        }

        @Test
        void isATokenToTheClientThatItWasIssuedTo() {
            isInactive(client, authorize().accessToken());
        }

        @Test
        void isATokenForUserinfoAlone() {
            Parameters request = client.request("code token")
                    .without("audience")
                    .without("scope")
                    .with("scope", "openid");

            isInactive(reports, browser.authorize(request).accessToken());
        }

        @Test
        void isARefreshTokenToAnybodyElse() {
            String refreshToken = provider.redeem(client, authorize()).refreshToken();

            isInactive(reports, refreshToken);
            isInactive(provider.register(), refreshToken);
        }

        @Test
        void isATokenThatHasExpired() {
            String token = authorize().accessToken();
            provider.clock().advance(Duration.ofMinutes(10));

            isInactive(reports, token);
        }

        @Test
        void isATokenWhoseCodeWasUsedTwice() {
            TestCallback callback = authorize();
            TestTokens tokens = provider.redeem(client, callback);
            provider.redeem(client, callback);

            isInactive(reports, callback.accessToken());
            isInactive(reports, tokens.accessToken());
            isInactive(client, tokens.refreshToken());
        }

        @Test
        void isATokenOfAnAccountThatIsDisabled() {
            TestCallback callback = authorize();
            provider.disable("ada");

            isInactive(reports, callback.accessToken());
        }

        @Test
        void isATokenOfAClientThatIsGone() {
            TestTokens tokens = provider.token(client, Parameters.none().with("grant_type", "client_credentials"));
            provider.remove(client);

            isInactive(reports, tokens.accessToken());
        }

        @Test
        void isATokenUnderAConsentThatIsWithdrawn() {
            String token = authorize().accessToken();
            Stop.Shown consents = browser.page(browser.open("/account/consents"));
            browser.post("/account/consents", Parameters.none().with("consent", consents.field("consent")));

            isInactive(reports, token);
        }

        @Test
        void isARefreshTokenThatHasASuccessor() {
            TestTokens first = provider.redeem(client, authorize());
            TestTokens second = provider.token(client, client.refreshGrant(first.refreshToken()));

            isInactive(client, first.refreshToken());
            assertThat(introspect(client, second.refreshToken()).bool("active")).contains(true);
        }

        @Test
        void isARefreshTokenThatWasIdleForTooLong() {
            String refreshToken = provider.redeem(client, authorize()).refreshToken();
            provider.clock().advance(Duration.ofDays(30));

            isInactive(client, refreshToken);
        }

        @Test
        void isAnIdTokenOrACode() {
            TestCallback callback = authorize();

            isInactive(reports, callback.idToken());
            isInactive(client, callback.code());
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.e30", "ü", "AQAAAAE", "null", "{}"})
        void isNonsense(String token) {
            isInactive(reports, token);
        }
    }

    @Nested
    @DisplayName("RFC 7662 §2.1: the request")
    class TheRequest {

        @ParameterizedTest
        @EnumSource(
                value = ClientAuthenticationMethod.class,
                names = {"NONE", "TLS_CLIENT_AUTH", "SELF_SIGNED_TLS_CLIENT_AUTH"},
                mode = EnumSource.Mode.EXCLUDE)
        void isAuthenticatedAsAtTheTokenEndpoint(ClientAuthenticationMethod method) {
            TestClient caller = provider.register(one -> one.withMethod(method).withGrantTypes());
            provider.declare(api().withIntrospectionClients(caller.id()));

            assertThat(introspect(caller, authorize().accessToken()).bool("active"))
                    .contains(true);
        }

        @Test
        void isRefusedWithoutAuthentication() {
            HttpResponse answer =
                    provider.post("/oauth/introspect", Parameters.none().with("token", "x"), Map.of());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().first("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=");
        }

        @Test
        void isRefusedToPublicClients() {
            TestClient mobile = provider.register(TestClient::asPublic);
            provider.declare(api().withIntrospectionClients(mobile.id()));

            HttpResponse answer =
                    ask(mobile, Parameters.none().with("token", authorize().accessToken()), Map.of());

            assertThat(answer.status()).isEqualTo(401);
        }

        @Test
        void mustHaveTheTokenAndHaveItOnce() {
            assertThat(ask(reports, Parameters.none(), Map.of()).status()).isEqualTo(400);
            assertThat(ask(reports, Parameters.none().with("token", "x").with("token", "y"), Map.of())
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void comesByPostAlone() {
            assertThat(provider.get("/oauth/introspect?token=x", reports.authorization())
                            .status())
                    .isEqualTo(405);
        }

        @Test
        void doesNotComeFromABrowser() {
            HttpResponse answer =
                    ask(reports, Parameters.none().with("token", "x"), Map.of("Origin", "https://app.example.net"));

            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Nested
    @DisplayName("RFC 9701: the answer as a JWT")
    class AsJwt {

        private static final Map<String, String> JWT = Map.of("Accept", "application/token-introspection+jwt");

        private VerifiedJwt signed(TestClient caller, String token, Map<String, String> headers) {
            HttpResponse answer = ask(caller, Parameters.none().with("token", token), headers);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Content-Type")).contains("application/token-introspection+jwt");
            return provider.verified(answer.body());
        }

        @Test
        void isSignedForTheCallerAlone() {
            VerifiedJwt jwt = signed(reports, authorize().accessToken(), JWT);

            assertThat(jwt.type()).contains("token-introspection+jwt");
            assertThat(jwt.issuer()).contains(TestProvider.ISSUER.value());
            assertThat(jwt.audience()).containsExactly(reports.id().value());
            assertThat(jwt.issuedAt()).contains(provider.clock().instant());
            assertThat(jwt.claims().object("token_introspection").orElseThrow().string("sub"))
                    .contains("sub-ada");
        }

        @Test
        void cannotPassForAnAccessToken() {
            VerifiedJwt jwt = signed(reports, authorize().accessToken(), JWT);

            assertThat(jwt.claims().names()).containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        }

        @Test
        void saysNoMoreOfWhatIsNotActive() {
            VerifiedJwt jwt = signed(reports, "nonsense", JWT);

            assertThat(jwt.claims().object("token_introspection")).contains(INACTIVE);
        }

        @Test
        void isAskedForAmongOthers() {
            signed(reports, "x", Map.of("Accept", "text/plain, application/Token-Introspection+jwt;q=0.8"));
        }

        @ParameterizedTest
        @EnumSource(
                value = SigningAlgorithm.class,
                names = {"RS256", "ES256"})
        void isSignedByTheAlgorithmOfTheCallersIdTokens(SigningAlgorithm algorithm) {
            TestClient caller = provider.register(one -> one.withIdTokensIn(algorithm));

            assertThat(signed(caller, "x", JWT).algorithm()).isEqualTo(algorithm);
        }
    }

    @Nested
    @DisplayName("RFC 8414 §2: discovery")
    class Discovery {

        private JsonObject metadata(TestProvider of) {
            return JsonObject.parse(
                    of.get("/.well-known/openid-configuration", Map.of()).body());
        }

        @Test
        void namesTheEndpointAndHowItIsUsed() {
            JsonObject metadata = metadata(provider);

            assertThat(metadata.string("introspection_endpoint"))
                    .contains(TestProvider.ISSUER.resolve("/oauth/introspect").toString());
            assertThat(metadata.strings("introspection_endpoint_auth_methods_supported"))
                    .contains("client_secret_basic", "client_secret_post")
                    .doesNotContain("none");
            assertThat(metadata.strings("introspection_signing_alg_values_supported"))
                    .contains("RS256", "ES256", "PS256", "EdDSA")
                    .doesNotContain("none");
        }

        @Test
        void saysNothingIfItIsSwitchedOff() {
            try (TestProvider off = TestProvider.without(Feature.INTROSPECTION)) {
                assertThat(metadata(off).names()).noneMatch(name -> name.startsWith("introspection_"));
                assertThat(off.post("/oauth/introspect", Parameters.none(), Map.of())
                                .status())
                        .isEqualTo(404);
            }
        }
    }
}
