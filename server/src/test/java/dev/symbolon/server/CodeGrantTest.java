package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.storage.Race;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The grant authorization_code (RFC 6749 §4.1.3, OIDC Core §3.1.3)")
class CodeGrantTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private TestCallback callback(String responseType) {
        return browser.authorize(client.request(responseType));
    }

    private TestTokens redeem(Parameters form) {
        return provider.token(client, form);
    }

    @Nested
    @DisplayName("RFC 6749 §4.1.3, §5.1: the request and its answer")
    class Redeemed {

        @Test
        void yieldsTokensThatNobodyKeeps() {
            TestTokens tokens = provider.redeem(client, callback("code"));

            assertThat(tokens.status()).isEqualTo(200);
            assertThat(tokens.json().names())
                    .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope", "id_token");
            assertThat(tokens.response().headers().first("Cache-Control")).contains("no-store");
            assertThat(tokens.response().headers().first("Content-Type")).contains("application/json");
        }

        @Test
        void yieldsNoIdTokenWithoutOpenid() {
            Parameters request = client.request("code").without("scope").with("scope", "read:reports");

            TestTokens tokens = provider.redeem(client, browser.authorize(request));

            assertThat(tokens.json().names()).doesNotContain("id_token");
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://app.example.net/other", "https://app.example.net/callback/", "callback"})
        void needsTheRedirectUriOfTheRequest(String redirectUri) {
            Parameters form = client.codeGrant(callback("code").code())
                    .without("redirect_uri")
                    .with("redirect_uri", redirectUri);

            assertThat(redeem(form).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"grant_type", "code", "redirect_uri"})
        void needsEveryParameter(String name) {
            Parameters form = client.codeGrant(callback("code").code()).without(name);

            assertThat(redeem(form).error()).isEqualTo("invalid_request");
        }

        @Test
        void refusesRepeatedParameters() {
            Parameters form = client.codeGrant(callback("code").code());

            assertThat(redeem(form.with("code", form.required("code"))).error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @CsvSource({"password, unsupported_grant_type", "implicit, unsupported_grant_type", "x, unsupported_grant_type"
        })
        void refusesGrantsThatAreNotServed(String grantType, String error) {
            assertThat(redeem(Parameters.none().with("grant_type", grantType)).error())
                    .isEqualTo(error);
        }

        @Test
        void refusesAGrantThatTheClientIsNotRegisteredFor() {
            TestClient implicit = provider.register(one -> one.withGrantTypes(GrantType.IMPLICIT));
            TestCallback callback = browser.authorize(implicit.request("code"));

            assertThat(provider.redeem(implicit, callback).error()).isEqualTo("unauthorized_client");
        }

        @Test
        void refusesAnotherApiThanTheRequests() {
            Parameters form = client.codeGrant(callback("code").code()).with("resource", "https://other.example/");

            assertThat(redeem(form).error()).isEqualTo("invalid_target");
        }

        @Test
        void takesTheApiOfTheRequest() {
            Parameters form = client.codeGrant(callback("code").code()).with("resource", TestProvider.REPORTS);

            assertThat(redeem(form).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("RFC 6749 §10.5: the code")
    class TheCode {

        @Test
        void isGoodForSixtySeconds() {
            TestCallback callback = callback("code");
            provider.clock().advance(Duration.ofSeconds(59));

            assertThat(provider.redeem(client, callback).status()).isEqualTo(200);
        }

        @Test
        void isNotGoodForLonger() {
            TestCallback callback = callback("code");
            provider.clock().advance(Duration.ofSeconds(60));

            assertThat(provider.redeem(client, callback).error()).isEqualTo("invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 5, 40, 200})
        void cannotBeChanged(int position) {
            String code = callback("code").code();
            char other = code.charAt(position) == 'A' ? 'B' : 'A';
            String changed = code.substring(0, position) + other + code.substring(position + 1);

            assertThat(redeem(client.codeGrant(changed)).error()).isEqualTo("invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "AAAA", "../../etc/passwd", "' OR 1=1 --"})
        void cannotBeGuessed(String code) {
            assertThat(redeem(client.codeGrant(code)).error()).isEqualTo("invalid_grant");
        }

        @Test
        void isNotSpelledInTwoWays() {
            TestCallback callback = callback("code");

            assertThat(redeem(client.codeGrant(callback.code() + "=")).error()).isEqualTo("invalid_grant");
        }

        @Test
        void isNothingElseThatTheProviderSealed() {
            TestTokens tokens = provider.redeem(client, browser.authorize(client.offlineRequest("code")));

            assertThat(redeem(client.codeGrant(tokens.refreshToken())).error()).isEqualTo("invalid_grant");
        }

        @Test
        void tellsNothingToWhoeverReadsIt() {
            String code = callback("code").code();

            assertThat(new String(Base64.getUrlDecoder().decode(code), StandardCharsets.ISO_8859_1))
                    .doesNotContain("sub-ada", client.id().value());
        }

        @Test
        void holdsTheLongestRequestThereMayBe() {
            String redirectUri = "https://app.example.net/" + "c".repeat(2_020);
            TestClient longish = provider.register(one -> one.withRedirectUri(redirectUri));
            Parameters request = longish.request("code").without("nonce").with("nonce", "\u6f22".repeat(256));

            TestTokens tokens = provider.redeem(longish, browser.authorize(request));

            assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
        }

        @Test
        void isRefusedToAnotherClientAndBurnt() {
            TestClient thief = provider.register();
            TestCallback callback = callback("code token");

            TestTokens stolen = provider.token(thief, thief.codeGrant(callback.code()));

            assertThat(stolen.error()).isEqualTo("invalid_grant");
            assertThat(provider.redeem(client, callback).error()).isEqualTo("invalid_grant");
            assertThat(provider.userinfo(callback.accessToken()).status()).isEqualTo(401);
        }

        @Test
        void isOfNoUseOnceTheAccountIsDisabled() {
            TestCallback callback = callback("code");
            provider.disable("ada");

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(tokens.error()).isEqualTo("invalid_grant");
        }
    }

    @Nested
    @DisplayName("RFC 6749 §4.1.2, OIDC Core §3.1.3.2: used twice")
    class UsedTwice {

        @ParameterizedTest
        @ValueSource(ints = {0, 30})
        void isRefused(int seconds) {
            TestCallback callback = callback("code");
            provider.redeem(client, callback);
            provider.clock().advance(Duration.ofSeconds(seconds));

            assertThat(provider.redeem(client, callback).error()).isEqualTo("invalid_grant");
        }

        @Test
        void endsTheTokensOfBothChannelsAndTheRefreshToken() {
            TestCallback callback = browser.authorize(client.offlineRequest("code id_token token"));
            TestTokens tokens = provider.redeem(client, callback);

            provider.redeem(client, callback);

            assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(401);
            assertThat(provider.userinfo(callback.accessToken()).status()).isEqualTo(401);
            assertThat(provider.token(client, client.refreshGrant(tokens.refreshToken()))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void endsWhatARefreshHasYielded() {
            TestCallback callback = browser.authorize(client.offlineRequest("code"));
            TestTokens tokens = provider.redeem(client, callback);
            TestTokens refreshed = provider.token(client, client.refreshGrant(tokens.refreshToken()));

            provider.redeem(client, callback);

            assertThat(provider.userinfo(refreshed.accessToken()).status()).isEqualTo(401);
        }

        @Test
        void isRecorded() {
            TestCallback callback = callback("code");
            provider.redeem(client, callback);

            provider.redeem(client, callback);

            assertThat(provider.events()).hasAtLeastOneElementOfType(AuditEvent.CodeReplayed.class);
        }

        @Test
        void yieldsTokensOnceHoweverManyTryAtTheSameTime() {
            TestCallback callback = callback("code");

            List<TestTokens> all = Race.of(32, () -> provider.redeem(client, callback));

            assertThat(all).filteredOn(tokens -> tokens.status() == 200).hasSize(1);
            assertThat(all).filteredOn(tokens -> tokens.status() == 400).hasSize(31);
        }
    }

    @Nested
    @DisplayName("RFC 7636 §4.5, §4.6, RFC 9700 §4.8: proof key")
    class ProofKey {

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void needsTheVerifierOfTheChallenge(String responseType) {
            Parameters form = client.codeGrant(callback(responseType).code());
            String wrong = "x".repeat(43);

            assertThat(redeem(form.without("code_verifier")).error()).isEqualTo("invalid_grant");
            assertThat(redeem(form.without("code_verifier").with("code_verifier", wrong))
                            .error())
                    .isEqualTo("invalid_grant");
            assertThat(redeem(form).status()).isEqualTo(200);
        }

        @Test
        void refusesTheChallengeInPlaceOfTheVerifier() {
            Parameters form = client.codeGrant(callback("code").code()).without("code_verifier");

            assertThat(redeem(form.with(
                                    "code_verifier",
                                    TestClient.VERIFIER.challenge().value()))
                            .error())
                    .isEqualTo("invalid_grant");
        }

        @Test
        void refusesAVerifierWithoutAChallengeAsADowngrade() {
            TestCallback callback = browser.authorize(
                    client.request("code").without("code_challenge").without("code_challenge_method"));

            TestTokens answer = redeem(client.codeGrant(callback.code()));

            assertThat(answer.error()).isEqualTo("invalid_grant");
            assertThat(answer.json().string("error_description"))
                    .hasValueSatisfying(detail -> assertThat(detail).contains("had no code_challenge", "S256"));
        }

        @Test
        void isNotNeededOfAConfidentialClientThatSentNoChallenge() {
            TestCallback callback = browser.authorize(
                    client.request("code").without("code_challenge").without("code_challenge_method"));

            assertThat(redeem(client.codeGrant(callback.code()).without("code_verifier"))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"short", "has spaces has spaces has spaces has spaces has"})
        void refusesAMalformedVerifier(String verifier) {
            Parameters form = client.codeGrant(callback("code").code())
                    .without("code_verifier")
                    .with("code_verifier", verifier);

            assertThat(redeem(form).error()).isEqualTo("invalid_request");
        }

        @Test
        void stopsACodeThatIsInjectedIntoAnotherLogin() {
            CodeVerifier ofVictim = new CodeVerifier("v".repeat(43));
            Parameters request = client.request("code")
                    .without("code_challenge")
                    .with("code_challenge", ofVictim.challenge().value());

            TestCallback callback = browser.authorize(request);

            assertThat(redeem(client.codeGrant(callback.code())).error()).isEqualTo("invalid_grant");
        }
    }
}
