package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.user.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Userinfo and claims (OIDC Core §5.3, §5.4)")
class UserinfoTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private static Parameters scoped(Parameters request, String scope) {
        return request.without("scope").with("scope", scope);
    }

    private String accessToken(String scope) {
        return browser.authorize(scoped(client.request("code id_token token"), scope))
                .accessToken();
    }

    private static JsonObject json(HttpResponse response) {
        return JsonObject.parse(response.body());
    }

    @Nested
    @DisplayName("OIDC Core §5.3.2: the answer as a signed JWT")
    class SignedAnswer {

        private HttpResponse answer(SigningAlgorithm algorithm) {
            TestClient signed = provider.register(one -> one.withSigning(
                    new ResponseSigning(SigningAlgorithm.RS256, Optional.of(algorithm), SigningAlgorithm.RS256)));
            return provider.userinfo(browser.authorize(scoped(signed.request("code id_token token"), "openid email"))
                    .accessToken());
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void isMadeByTheAlgorithmOfTheClient(SigningAlgorithm algorithm) {
            HttpResponse answer = answer(algorithm);

            assertThat(answer.headers().first("Content-Type")).contains("application/jwt");
            assertThat(answer.headers().first("Cache-Control")).contains("no-store");
            assertThat(provider.verified(answer.body()).algorithm()).isEqualTo(algorithm);
        }

        @Test
        void namesIssuerAndAudience() {
            VerifiedJwt jwt = provider.verified(answer(SigningAlgorithm.ES256).body());

            assertThat(jwt.claims().names()).containsExactlyInAnyOrder("iss", "aud", "sub", "email", "email_verified");
            assertThat(jwt.issuer()).contains(TestProvider.ISSUER.value());
            assertThat(jwt.subject()).contains("sub-ada");
            assertThat(jwt.audience()).singleElement().asString().startsWith("client-");
        }

        @Test
        void isNeitherIdTokenNorAccessToken() {
            String jwt = answer(SigningAlgorithm.RS256).body();

            assertThat(browser.authorize(client.request("code").with("id_token_hint", jwt))
                            .error())
                    .isEqualTo("invalid_request");
            assertThat(provider.userinfo(jwt).status()).isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("OIDC Core §5.3.1: the request")
    class TheRequest {

        @Test
        void comesByGet() {
            assertThat(provider.userinfo(accessToken("openid")).status()).isEqualTo(200);
        }

        @Test
        void comesByPostWithTheTokenInTheHeader() {
            HttpResponse answer = provider.post(
                    "/userinfo", Parameters.none(), Map.of("Authorization", "Bearer " + accessToken("openid")));

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void comesByPostWithTheTokenInTheForm() {
            HttpResponse answer =
                    provider.post("/userinfo", Parameters.none().with("access_token", accessToken("openid")), Map.of());

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void namesTheSchemeInAnyCase() {
            HttpResponse answer = provider.get("/userinfo", Map.of("Authorization", "bearer " + accessToken("openid")));

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void mustNotHaveTheTokenTwice() {
            String token = accessToken("openid");

            HttpResponse answer = provider.post(
                    "/userinfo",
                    Parameters.none().with("access_token", token),
                    Map.of("Authorization", "Bearer " + token));

            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void mustNotHaveTheTokenInTheAddress() {
            HttpResponse answer = provider.get("/userinfo?access_token=" + accessToken("openid"), Map.of());

            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("RFC 6750 §3: the challenge")
    class TheChallenge {

        private void isChallenged(HttpResponse answer, int status, String error) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers().first("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer error=\"" + error + "\"");
        }

        @Test
        void saysNothingMoreWithoutAToken() {
            HttpResponse answer = provider.get("/userinfo", Map.of());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().first("WWW-Authenticate")).contains("Bearer");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "e30.e30.e30"})
        void refusesWhatIsNoToken(String token) {
            isChallenged(provider.userinfo(token), 401, "invalid_token");
        }

        @Test
        void refusesAnIdToken() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            isChallenged(provider.userinfo(callback.idToken()), 401, "invalid_token");
        }

        @Test
        void refusesATokenOfAnotherProvider() {
            try (TestProvider other = TestProvider.withUser("ada")) {
                other.clock().advance(Duration.ofDays(84));
                other.keys().rotation().run(other.clock().instant());
                other.clock().advance(Duration.ofDays(8));
                provider.clock().advance(Duration.ofDays(92));
                TestClient there = other.register();
                String token =
                        other.browser().authorize(there.request("code token")).accessToken();

                isChallenged(provider.userinfo(token), 401, "invalid_token");
            }
        }

        @Test
        void refusesATokenWhoseSignatureIsChanged() {
            String token = accessToken("openid");
            char last = token.charAt(token.length() - 10);

            isChallenged(
                    provider.userinfo(token.substring(0, token.length() - 10)
                            + (last == 'A' ? 'B' : 'A')
                            + token.substring(token.length() - 9)),
                    401,
                    "invalid_token");
        }

        @Test
        void refusesATokenThatHasExpired() {
            String token = accessToken("openid");
            provider.clock().advance(Duration.ofMinutes(10));

            isChallenged(provider.userinfo(token), 401, "invalid_token");
        }

        @Test
        void acceptsATokenUntilItExpires() {
            String token = accessToken("openid");
            provider.clock().advance(Duration.ofMinutes(10).minusSeconds(1));

            assertThat(provider.userinfo(token).status()).isEqualTo(200);
        }

        @Test
        void refusesATokenThatIsRevoked() {
            TestCallback callback = browser.authorize(client.request("code token"));
            provider.redeem(client, callback);
            provider.redeem(client, callback);

            isChallenged(provider.userinfo(callback.accessToken()), 401, "invalid_token");
        }

        @Test
        void refusesATokenWithoutOpenidAndNamesTheScope() {
            String token = browser.authorize(scoped(client.request("code token"), "read:reports"))
                    .accessToken();

            HttpResponse answer = provider.userinfo(token);

            isChallenged(answer, 403, "insufficient_scope");
            assertThat(answer.headers().first("WWW-Authenticate").orElseThrow()).endsWith("scope=\"openid\"");
        }

        @Test
        void refusesATokenOfAnAccountThatIsDisabled() {
            String token = accessToken("openid");
            provider.disable("ada");

            isChallenged(provider.userinfo(token), 401, "invalid_token");
        }

        @Test
        void refusesATokenOfAClientThatIsGone() {
            String token = accessToken("openid");
            provider.remove(client);

            isChallenged(provider.userinfo(token), 401, "invalid_token");
        }
    }

    @Nested
    @DisplayName("OIDC Core §5.4: claims by scope")
    class Claims {

        @ParameterizedTest
        @CsvSource({
            "openid, sub",
            "openid profile, sub name",
            "openid email, sub email email_verified",
            "openid profile email, sub name email email_verified",
            "openid address phone, sub"
        })
        void areThoseOfTheScope(String scope, String names) {
            assertThat(json(provider.userinfo(accessToken(scope))).names()).containsExactlyInAnyOrder(names.split(" "));
        }

        @Test
        void areTheLatest() {
            String token = accessToken("openid profile");
            var ada = TestProvider.user("ada");
            provider.declare(new User(
                    ada.subject(),
                    ada.username(),
                    ada.passwordHash(),
                    false,
                    JsonObject.empty().with("name", "Countess")));

            assertThat(json(provider.userinfo(token)).string("name")).contains("Countess");
        }

        @Test
        void doNotStandInTheIdTokenIfThereIsAnAccessToken() {
            TestCallback callback =
                    browser.authorize(scoped(client.request("code id_token token"), "openid profile email"));
            TestTokens tokens = provider.redeem(client, callback);

            assertThat(provider.verified(callback.idToken()).claims().names()).doesNotContain("name", "email");
            assertThat(provider.verified(tokens.idToken()).claims().names()).doesNotContain("name", "email");
        }

        @Test
        void standInTheIdTokenTooIfTheClientIsSoRegistered() {
            TestClient telling = provider.register(TestClient::withClaimsInIdToken);

            TestCallback callback = browser.authorize(scoped(telling.request("code id_token token"), "openid profile"));

            assertThat(provider.verified(callback.idToken()).claims().string("name"))
                    .contains("ada Lovelace");
            assertThat(provider.verified(callback.idToken()).claims().names()).doesNotContain("email");
        }

        @Test
        void standInTheIdTokenIfThereWillBeNoAccessToken() {
            TestCallback callback = browser.authorize(scoped(client.request("id_token"), "openid profile"));

            assertThat(provider.verified(callback.idToken()).claims().string("name"))
                    .contains("ada Lovelace");
        }

        @Test
        void neverStandInAnAccessToken() {
            TestCallback callback = browser.authorize(scoped(client.request("code token"), "openid profile email"));

            assertThat(provider.verified(callback.accessToken()).claims().names())
                    .doesNotContain("name", "email");
        }

        @Test
        void areNeverThoseOfTheProtocol() {
            var ada = TestProvider.user("ada");
            provider.declare(new User(
                    ada.subject(),
                    ada.username(),
                    ada.passwordHash(),
                    false,
                    JsonObject.empty()
                            .with("name", "Ada")
                            .with("sub", "sub-bob")
                            .with("iss", "x")
                            .with("aud", "y")));
            TestClient telling = provider.register(TestClient::withClaimsInIdToken);

            TestCallback callback = browser.authorize(scoped(telling.request("code id_token token"), "openid profile"));

            assertThat(provider.verified(callback.idToken()).subject()).contains("sub-ada");
            assertThat(provider.verified(callback.idToken()).issuer()).contains(TestProvider.ISSUER.value());
            assertThat(json(provider.userinfo(callback.accessToken())).string("sub"))
                    .contains("sub-ada");
        }
    }

    @Test
    @DisplayName("RFC 9068 §2: the access token")
    void readsAsTheStandardSays() {
        TestCallback callback = browser.authorize(client.request("code token"));

        var token = provider.verified(callback.accessToken());
        assertThat(token.type()).contains("at+jwt");
        assertThat(token.claims().names())
                .contains("iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope", "auth_time", "acr", "sid");
        assertThat(token.claims().string("client_id")).contains(client.id().value());
    }
}
