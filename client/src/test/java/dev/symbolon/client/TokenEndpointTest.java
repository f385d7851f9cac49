package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What comes from the token endpoint (OIDC Core §3.3.3)")
class TokenEndpointTest {

    private final TestLogins logins = new TestLogins();

    @AfterEach
    void close() {
        logins.close();
    }

    private Reason refusalOfClaims(UnaryOperator<JsonObject> claims) {
        logins.provider.backClaims = claims;
        return logins.refusal();
    }

    private Reason refusalOfAnswer(UnaryOperator<JsonObject> answer) {
        logins.provider.tokenResponse = answer;
        return logins.refusal();
    }

    @Test
    @DisplayName("RFC 9396 §3, §7")
    void asksForWhatIsMeantInDetailAndSaysWhatWasGranted() {
        AuthorizationDetails asked =
                AuthorizationDetails.parse("[{\"type\":\"payment\",\"amount\":\"1.00\"},{\"type\":\"account\"}]");
        StartedLogin started = logins.client().startLogin(LoginOptions.none().withAuthorizationDetails(asked));
        logins.provider.tokenResponse =
                answer -> answer.with(asked.ofType("payment").member());

        Tokens tokens = logins.login().tokens().orElseThrow();

        Parameters request = Parameters.parse(started.authorizationUri().getRawQuery());
        assertThat(request.optional("authorization_details", AuthorizationDetails::parse))
                .contains(asked);
        assertThat(tokens.details()).isEqualTo(asked.ofType("payment"));
    }

    @Nested
    @DisplayName("§3.3.3.6, §3.3.3.7: the second ID token")
    class SecondIdToken {

        @Test
        void refusesAnotherPerson() {
            assertThat(refusalOfClaims(claims -> claims.with("sub", "eve"))).isEqualTo(Reason.SUBJECT_MISMATCH);
        }

        @Test
        void refusesAnotherIssuer() {
            assertThat(refusalOfClaims(claims -> claims.with("iss", "http://localhost:2")))
                    .isEqualTo(Reason.ISSUER_MISMATCH);
        }

        @Test
        void refusesAnotherAudience() {
            assertThat(refusalOfClaims(claims -> claims.with("aud", "another"))).isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void refusesAnEndedToken() {
            long now = logins.clock.instant().getEpochSecond();

            assertThat(refusalOfClaims(claims -> claims.with("exp", now - 61))).isEqualTo(Reason.EXPIRED);
        }

        @Test
        void refusesTheNonceOfAnotherLogin() {
            assertThat(refusalOfClaims(claims -> claims.with("nonce", "another")))
                    .isEqualTo(Reason.NONCE_MISMATCH);
        }

        @Test
        void refusesATokenWithoutNonce() {
            assertThat(refusalOfClaims(claims -> claims.without("nonce"))).isEqualTo(Reason.NONCE_MISSING);
        }

        @Test
        void refusesAWrongHashOfTheAccessToken() {
            assertThat(refusalOfClaims(claims -> claims.with("at_hash", SigningAlgorithm.RS256.leftHalfHash("other"))))
                    .isEqualTo(Reason.AT_HASH_MISMATCH);
        }

        @Test
        void refusesTheHashOfTheBrowsersAccessToken() {
            logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN);

            assertThat(refusalOfClaims(
                            claims -> claims.with("at_hash", SigningAlgorithm.RS256.leftHalfHash("front-2"))))
                    .isEqualTo(Reason.AT_HASH_MISMATCH);
        }

        @Test
        void refusesAWrongHashOfTheCode() {
            assertThat(refusalOfClaims(claims -> claims.with("c_hash", SigningAlgorithm.RS256.leftHalfHash("other"))))
                    .isEqualTo(Reason.C_HASH_MISMATCH);
        }

        @Test
        void needsNoHashes() {
            logins.provider.backClaims = claims -> claims.without("at_hash").without("c_hash");

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @ParameterizedTest
        @ValueSource(strings = {"code", "code id_token", "code token", "code id_token token"})
        void refusesAnAnswerWithoutIdToken(String type) {
            logins.asking(ResponseType.parse(type));

            assertThat(refusalOfAnswer(answer -> answer.without("id_token"))).isEqualTo(Reason.ID_TOKEN_MISSING);
        }
    }

    @Nested
    @DisplayName("RFC 6749 §5: the answer")
    class Answer {

        @Test
        void tellsWhatTheProviderRefused() {
            OpenIdClient client = logins.client();
            StartedLogin started = client.startLogin();
            Callback callback = logins.provider.callback(started);
            client.finishLogin(started.pending(), callback);

            OpenIdFailure.Refused refused = catchThrowableOfType(
                    OpenIdFailure.Refused.class, () -> client.finishLogin(started.pending(), callback));

            assertThat(refused.code()).contains(ErrorCode.INVALID_GRANT);
        }

        @Test
        void refusesATokenThatIsNotABearerToken() {
            assertThat(refusalOfAnswer(answer -> answer.with("token_type", "mac")))
                    .isEqualTo(Reason.TOKEN_TYPE_UNSUPPORTED);
        }

        @Test
        void refusesAnAnswerWithoutAccessToken() {
            assertThat(refusalOfAnswer(answer -> answer.without("access_token")))
                    .isEqualTo(Reason.ANSWER_MALFORMED);
        }

        @Test
        void refusesWhatIsNoJson() {
            logins.provider.overrides = Map.of("/token", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
            });

            assertThat(logins.refusal()).isEqualTo(Reason.ANSWER_MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 500, 502, 503})
        void saysWhenTheProviderCannotAnswerNow(int status) {
            logins.provider.overrides =
                    Map.of("/token", exchange -> TestProvider.send(exchange, status, JsonObject.empty()));

            assertThatThrownBy(logins::login).isInstanceOf(OpenIdFailure.Unreachable.class);
        }

        @Test
        void takesTheScopeThatWasAskedForIfTheAnswerNamesNone() {
            assertThat(logins.login().tokens().orElseThrow().scope()).isEqualTo(Scope.of("openid", "offline_access"));
        }

        @Test
        void takesTheScopeOfTheAnswer() {
            logins.provider.tokenResponse = answer -> answer.with("scope", "openid");

            assertThat(logins.login().tokens().orElseThrow().scope()).isEqualTo(Scope.of("openid"));
        }
    }

    @Nested
    @DisplayName("RFC 9700 §4.5: an injected code")
    class InjectedCode {

        @Test
        void aStolenCodeCannotBeRedeemedInAnotherLogin() {
            logins.asking(ResponseType.CODE);
            Parameters victims =
                    logins.provider.answer(logins.client().startLogin().authorizationUri());

            assertThatThrownBy(() -> logins.login(TestLogins.replacing("code", victims.required("code"))))
                    .isInstanceOfSatisfying(
                            OpenIdFailure.Refused.class,
                            refused -> assertThat(refused.is(ErrorCode.INVALID_GRANT))
                                    .isTrue());
        }

        @Test
        void aStolenCodeIsNotEvenSentIfAnIdTokenCameAlong() {
            Parameters victims =
                    logins.provider.answer(logins.client().startLogin().authorizationUri());

            assertThat(logins.refusalOf(TestLogins.replacing("code", victims.required("code"))))
                    .isEqualTo(Reason.C_HASH_MISMATCH);
            assertThat(logins.provider.tokenRequests).isEmpty();
        }

        @Test
        void aWholeStolenAnswerIsNotEvenSent() {
            Parameters victims =
                    logins.provider.answer(logins.client().startLogin().authorizationUri());

            assertThat(logins.refusalOf(own -> victims.without("state").with("state", own.required("state"))))
                    .isEqualTo(Reason.NONCE_MISMATCH);
            assertThat(logins.provider.tokenRequests).isEmpty();
        }
    }

    @Nested
    @DisplayName("OIDC Core §9: client authentication")
    class Authentication {

        private final Secret secret = Secret.of("p:a s+s%wörd");

        private void authenticatingBy(ClientAuthentication authentication) {
            logins.registration =
                    Registration.of(logins.provider.issuer(), "web-app", authentication, "http://localhost:1/callback");
            logins.login();
        }

        @Test
        void formEncodesTheSecretInTheHeader() {
            authenticatingBy(ClientAuthentication.clientSecretBasic(secret));

            String header = logins.provider.authorizations.getFirst();
            assertThat(new String(
                            Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8))
                    .isEqualTo("web-app:p%3Aa+s%2Bs%25w%C3%B6rd");
            assertThat(logins.provider.tokenRequests.getFirst().names()).doesNotContain("client_secret", "client_id");
        }

        @Test
        void putsTheSecretIntoTheBodyIfSoRegistered() {
            authenticatingBy(ClientAuthentication.clientSecretPost(secret));

            assertThat(logins.provider.tokenRequests.getFirst().one("client_secret"))
                    .contains("p:a s+s%wörd");
            assertThat(logins.provider.authorizations).containsExactly("");
        }

        @Test
        void signsAnAssertionForTheIssuerAlone() {
            SigningKey key = TestProvider.key(SigningAlgorithm.ES256);
            authenticatingBy(ClientAuthentication.privateKeyJwt(key));

            Parameters request = logins.provider.tokenRequests.getFirst();
            VerificationKeys keys = VerificationKeys.of(JsonObject.of(Map.of("keys", List.of(key.toPublicJwk()))));
            Verification verified = keys.verify(request.required("client_assertion"), Set.of(SigningAlgorithm.ES256));
            JsonObject claims = ((Verification.Valid) verified).jwt().claims();
            assertThat(request.required("client_assertion_type"))
                    .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            assertThat(claims.string("iss")).contains("web-app");
            assertThat(claims.string("sub")).contains("web-app");
            assertThat(claims.members()).containsEntry("aud", logins.provider.issuer());
            assertThat(claims.number("exp"))
                    .contains(logins.clock.instant().plusSeconds(60).getEpochSecond());
            assertThat(claims.requiredString("jti")).isNotEmpty();
        }

        @Test
        void signsANewAssertionForEachRequest() {
            authenticatingBy(ClientAuthentication.privateKeyJwt(TestProvider.key(SigningAlgorithm.ES256)));
            logins.login();

            assertThat(logins.provider.tokenRequests)
                    .extracting(request -> request.required("client_assertion"))
                    .doesNotHaveDuplicates();
        }

        @Test
        void namesItselfIfItHasNoSecret() {
            authenticatingBy(ClientAuthentication.none());

            assertThat(logins.provider.tokenRequests.getFirst().one("client_id"))
                    .contains("web-app");
        }
    }

    @Test
    void getsATokenForTheApplicationItself() {
        Tokens tokens = logins.client()
                .clientCredentials(Scope.of("read:reports"), Optional.of(Audience.parse("https://api.example.com")));

        assertThat(tokens.scope()).isEqualTo(Scope.of("read:reports"));
        assertThat(tokens.idToken()).isEmpty();
        assertThat(logins.provider.tokenRequests.getFirst().one("audience")).contains("https://api.example.com");
    }
}
