package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Hybrid flow (OIDC Core §3.3)")
class HybridFlowTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    private JsonObject claims(String jwt) {
        return provider.verified(jwt).claims();
    }

    @Nested
    @DisplayName("Multiple Response Types §3, §5; OIDC Core §3.3.2.5: response types")
    class ResponseTypes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "token",
                    "id_token",
                    "id_token token",
                    "token id_token",
                    "code id_token",
                    "id_token code",
                    "code token",
                    "token code",
                    "code id_token token",
                    "code token id_token",
                    "id_token code token",
                    "id_token token code",
                    "token code id_token",
                    "token id_token code"
                })
        void answersCompleteInTheFragmentWhateverTheWordOrder(String responseType) {
            TestCallback callback = browser.authorize(client.request(responseType));

            assertThat(callback.fragment().names()).isEqualTo(namesOf(responseType));
            assertThat(callback.query().isEmpty()).isTrue();
        }

        @Test
        void answersACodeAloneInTheQuery() {
            TestCallback callback = browser.authorize(client.request("code"));

            assertThat(callback.query().names()).isEqualTo(namesOf("code"));
            assertThat(callback.fragment().isEmpty()).isTrue();
        }

        private static Set<String> namesOf(String responseType) {
            Set<String> names = new TreeSet<>(Set.of("state", "iss", "session_state"));
            for (String part : responseType.split(" ")) {
                switch (part) {
                    case "code" -> names.add("code");
                    case "id_token" -> names.add("id_token");
                    default -> names.addAll(Set.of("access_token", "token_type", "expires_in", "scope"));
                }
            }
            return names;
        }

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
        void namesTheTokenTypeAndNeverARefreshToken(String responseType) {
            TestCallback callback = browser.authorize(client.offlineRequest(responseType));

            assertThat(callback.fragment().names()).doesNotContain("refresh_token");
            if (responseType.endsWith(" token")) {
                assertThat(callback.fragment().required("token_type")).isEqualTo("Bearer");
            }
        }
    }

    @Nested
    @DisplayName("Multiple Response Types §5; Form Post §2: response modes")
    class ResponseModes {

        @ParameterizedTest
        @ValueSource(strings = {"code id_token", "code token", "code id_token token", "token", "id_token"})
        void refusesTheQueryForTokensAndSaysSoInTheFragment(String responseType) {
            TestCallback callback =
                    browser.authorize(client.request(responseType).with("response_mode", "query"));

            assertThat(callback.fragment().required("error")).isEqualTo("invalid_request");
            assertThat(callback.query().isEmpty()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void postsEverythingAndPutsNothingIntoTheQuery(String responseType) {
            TestCallback callback =
                    browser.authorize(client.request(responseType).with("response_mode", "form_post"));

            assertThat(callback.form().one("code")).isPresent();
            assertThat(callback.form().required("state")).isEqualTo(TestClient.STATE.value());
            assertThat(callback.address()).isEqualTo(client.redirectUri().value());
            assertThat(callback.query().isEmpty()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"fragment, fragment", "form_post, form_post", "'', fragment"})
        void sendsErrorsByTheSuppliedModeAndElseByTheDefault(String mode, String expected) {
            Parameters request = client.request("code id_token token").without("nonce");

            TestCallback callback = browser.authorize(mode.isEmpty() ? request : request.with("response_mode", mode));

            Parameters channel = expected.equals("form_post") ? callback.form() : callback.fragment();
            assertThat(channel.required("error")).isEqualTo("invalid_request");
            assertThat(callback.query().isEmpty()).isTrue();
        }

        @Test
        void keepsTokensOutOfTheQueryInTheModeQueryFragment() {
            TestCallback callback =
                    browser.authorize(client.request("code id_token token").with("response_mode", "query_fragment"));

            assertThat(callback.query().names()).containsExactlyInAnyOrder("code", "state", "session_state", "iss");
            assertThat(callback.fragment().names())
                    .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope", "id_token");
        }

        @Test
        void refusesTheModeQueryFragmentToAClientThatIsNotRegisteredForIt() {
            TestClient plain =
                    provider.register(one -> one.withResponseModes(ResponseMode.QUERY, ResponseMode.FRAGMENT));

            TestCallback callback =
                    browser.authorize(plain.request("code id_token").with("response_mode", "query_fragment"));

            assertThat(callback.fragment().required("error")).isEqualTo("invalid_request");
            assertThat(callback.query().isEmpty()).isTrue();
        }

        @Test
        void refusesAModeThatThereIsNot() {
            TestCallback callback =
                    browser.authorize(client.request("code id_token").with("response_mode", "okta_post_message"));

            assertThat(callback.fragment().required("error")).isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.2.2.1, §3.3.2.11: nonce")
    class NonceOfTheRequest {

        @ParameterizedTest
        @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code id_token token"})
        void isNeededWhereAnIdTokenIsInTheAnswer(String responseType) {
            TestCallback callback =
                    browser.authorize(client.request(responseType).without("nonce"));

            assertThat(callback.error()).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code token"})
        void isNotNeededWhereNoneIs(String responseType) {
            TestCallback callback =
                    browser.authorize(client.request(responseType).without("nonce"));

            TestTokens tokens = provider.redeem(client, callback);
            assertThat(tokens.status()).isEqualTo(200);
            assertThat(claims(tokens.idToken()).has("nonce")).isFalse();
        }

        @Test
        void standsInBothIdTokens() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            TestTokens tokens = provider.redeem(client, callback);
            assertThat(claims(callback.idToken()).string("nonce")).contains(TestClient.NONCE.value());
            assertThat(claims(tokens.idToken()).string("nonce")).contains(TestClient.NONCE.value());
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.3.2.11: ID token of the response")
    class IdTokenOfTheResponse {

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void bindsTheCodeByTheLeftHalfOfItsHash(SigningAlgorithm algorithm) {
            TestClient signed = provider.register(one -> one.withIdTokensIn(algorithm));

            TestCallback callback = browser.authorize(signed.request("code id_token"));

            assertThat(provider.verified(callback.idToken()).algorithm()).isEqualTo(algorithm);
            assertThat(claims(callback.idToken()).string("c_hash"))
                    .contains(Hashes.leftHalf(callback.code(), algorithm));
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void bindsTheAccessTokenByTheLeftHalfOfItsHash(SigningAlgorithm algorithm) {
            TestClient signed = provider.register(one -> one.withIdTokensIn(algorithm));

            TestCallback callback = browser.authorize(signed.request("code id_token token"));

            assertThat(claims(callback.idToken()).string("at_hash"))
                    .contains(Hashes.leftHalf(callback.accessToken(), algorithm));
            assertThat(claims(callback.idToken()).string("c_hash"))
                    .contains(Hashes.leftHalf(callback.code(), algorithm));
        }

        @Test
        void hasNoHashOfWhatIsNotThere() {
            TestCallback callback = browser.authorize(client.request("id_token").without("state"));

            assertThat(claims(callback.idToken()).names()).doesNotContain("c_hash", "at_hash", "s_hash");
        }

        @ParameterizedTest
        @EnumSource(SigningAlgorithm.class)
        void bindsTheStateByTheLeftHalfOfItsHash(SigningAlgorithm algorithm) {
            TestClient signed = provider.register(one -> one.withIdTokensIn(algorithm));

            TestCallback callback = browser.authorize(signed.request("code id_token"));

            assertThat(claims(callback.idToken()).string("s_hash"))
                    .contains(Hashes.leftHalf(TestClient.STATE.value(), algorithm));
        }

        @Test
        void hasNoHashOfTheStateAtTheTokenEndpoint() {
            TestCallback callback = browser.authorize(client.request("code id_token"));

            assertThat(claims(provider.redeem(client, callback).idToken()).has("s_hash"))
                    .isFalse();
        }

        @Test
        void holdsWhatAClientMustValidate() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            JsonObject claims = claims(callback.idToken());
            long now = provider.clock().instant().getEpochSecond();
            assertThat(claims.string("iss")).contains(TestProvider.ISSUER.value());
            assertThat(claims.string("sub")).contains("sub-ada");
            assertThat(claims.strings("aud")).containsExactly(client.id().value());
            assertThat(claims.number("iat").orElseThrow()).isBetween(now - 2, now);
            assertThat(claims.number("exp").orElseThrow() - claims.number("iat").orElseThrow())
                    .isEqualTo(Duration.ofHours(1).toSeconds());
            assertThat(claims.number("auth_time").orElseThrow()).isBetween(now - 60, now);
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.3.3: token endpoint")
    class TokenEndpoint {

        @Test
        void yieldsAnAccessTokenOfItsOwn() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
            assertThat(tokens.accessToken()).isNotEqualTo(callback.accessToken());
            assertThat(provider.verified(tokens.accessToken()).audience()).containsExactly(TestProvider.REPORTS);
        }

        @Test
        void yieldsAnIdTokenEvenIfTheAnswerHadNone() {
            TestCallback callback = browser.authorize(client.request("code token"));

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(callback.all().one("id_token")).isEmpty();
            assertThat(claims(tokens.idToken()).string("sub")).contains("sub-ada");
        }

        @Test
        void bindsItsOwnAccessTokenAndTheCodeInItsIdToken() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            TestTokens tokens = provider.redeem(client, callback);

            JsonObject claims = claims(tokens.idToken());
            assertThat(claims.string("at_hash")).contains(Hashes.leftHalf(tokens.accessToken()));
            assertThat(claims.string("c_hash")).contains(Hashes.leftHalf(callback.code()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "sub", "aud", "auth_time", "nonce", "acr", "sid"})
        void saysTheSameOfTheSignInAsTheIdTokenOfTheResponse(String claim) {
            TestCallback callback = browser.authorize(client.request("code id_token"));
            provider.clock().advance(Duration.ofSeconds(20));

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(claims(tokens.idToken()).has(claim)).isTrue();
            assertThat(claims(tokens.idToken()).only(List.of(claim)))
                    .isEqualTo(claims(callback.idToken()).only(List.of(claim)));
        }

        @Test
        void saysTheSameOfThePersonAsTheIdTokenOfTheResponse() {
            TestClient telling = provider.register(TestClient::withClaimsInIdToken);
            Parameters request =
                    telling.request("code id_token").without("scope").with("scope", "openid profile email");
            TestCallback callback = browser.authorize(request);

            TestTokens tokens = provider.redeem(telling, callback);

            List<String> aboutAda = List.of("name", "email", "email_verified");
            assertThat(claims(callback.idToken()).names()).containsAll(aboutAda);
            assertThat(claims(tokens.idToken()).only(aboutAda))
                    .isEqualTo(claims(callback.idToken()).only(aboutAda));
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.3.3.8: the two access tokens")
    class TwoAccessTokens {

        @Test
        void liveForDifferentTimes() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(callback.all().required("expires_in")).isEqualTo("600");
            assertThat(lifetime(callback.accessToken())).isEqualTo(600);
            assertThat(tokens.json().number("expires_in")).contains(3600L);
            assertThat(lifetime(tokens.accessToken())).isEqualTo(3600);
        }

        private long lifetime(String accessToken) {
            JsonObject claims = claims(accessToken);
            return claims.number("exp").orElseThrow() - claims.number("iat").orElseThrow();
        }

        @Test
        void doDifferentThingsIfTheClientIsSoRegistered() {
            TestClient narrow = provider.register(one -> one.withFrontChannelScope("openid", "read:reports"));
            TestCallback callback = browser.authorize(narrow.request("code id_token token"));

            TestTokens tokens = provider.redeem(narrow, callback);

            assertThat(callback.all().required("scope")).isEqualTo("openid read:reports");
            assertThat(claims(callback.accessToken()).string("scope")).contains("openid read:reports");
            assertThat(claims(tokens.accessToken()).string("scope")).contains("openid read:reports create:reports");
        }

        @Test
        void openUserinfoBoth() {
            TestCallback callback = browser.authorize(client.request("code id_token token"));

            TestTokens tokens = provider.redeem(client, callback);

            assertThat(provider.userinfo(callback.accessToken()).body()).contains("sub-ada");
            assertThat(provider.userinfo(tokens.accessToken()).body()).contains("sub-ada");
        }
    }

    @Nested
    @DisplayName("Conformance: every hybrid response type by every way")
    class Conformance {

        @ParameterizedTest
        @CsvSource({
            "code id_token, CLIENT_SECRET_BASIC, fragment",
            "code token, CLIENT_SECRET_BASIC, fragment",
            "code id_token token, CLIENT_SECRET_BASIC, fragment",
            "code id_token, CLIENT_SECRET_POST, form_post",
            "code token, CLIENT_SECRET_POST, form_post",
            "code id_token token, CLIENT_SECRET_POST, form_post",
            "code id_token, NONE, query_fragment",
            "code token, NONE, query_fragment",
            "code id_token token, NONE, query_fragment"
        })
        void runsFromTheRequestToUserinfo(String responseType, ClientAuthenticationMethod method, String mode) {
            TestClient one = provider.register(client -> client.withMethod(method));

            TestCallback callback = browser.authorize(one.request(responseType).with("response_mode", mode));
            TestTokens tokens = provider.redeem(one, callback);

            assertThat(tokens.status()).as(tokens.json().toString()).isEqualTo(200);
            assertThat(JsonObject.parse(provider.userinfo(tokens.accessToken()).body())
                            .string("sub"))
                    .isEqualTo(claims(tokens.idToken()).string("sub"));
        }
    }
}
