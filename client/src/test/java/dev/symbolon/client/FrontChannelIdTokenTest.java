package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.replacing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ID token that came through the browser (OIDC Core §3.3.2.12, §3.2.2.11, §3.1.3.7)")
class FrontChannelIdTokenTest {

    private final TestLogins logins = new TestLogins();

    @AfterEach
    void close() {
        logins.close();
    }

    private Reason refusalOfClaims(UnaryOperator<JsonObject> claims) {
        logins.provider.frontClaims = claims;
        return logins.refusal();
    }

    @Nested
    @DisplayName("§3.1.3.7, 6–8: signature")
    class Signature {

        private static String encoded(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String payload(String jwt) {
            return jwt.split("\\.")[1];
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "NONE", ""})
        void refusesATokenWithoutSignature(String algorithm) {
            logins.provider.frontToken = jwt -> encoded("{\"alg\":\"" + algorithm + "\"}") + "." + payload(jwt) + ".";

            assertThat(logins.refusal()).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void refusesATokenSignedWithThePublicKeyAsASharedSecret() {
            logins.provider.frontToken = jwt ->
                    hs256(payload(jwt), logins.provider.signingKey.toPublicJwk().toString());

            assertThat(logins.refusal()).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        private static String hs256(String payload, String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                String input = encoded("{\"alg\":\"HS256\"}") + "." + payload;
                byte[] tag = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
                return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void refusesAnAlgorithmThatIsNotAllowed() {
            logins.registration = logins.registration.withAlgorithms(SigningAlgorithm.ES256);

            assertThat(logins.refusal()).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void refusesATokenThatWasChanged() {
            logins.provider.frontToken =
                    jwt -> jwt.replace(payload(jwt), encoded("{\"iss\":\"" + logins.provider.issuer() + "\"}"));

            assertThat(logins.refusal()).isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void refusesAKeyThatTheProviderDoesNotPublish() {
            SigningKey strangers = SigningKey.generate(SigningAlgorithm.ES256);
            logins.provider.frontClaims = claims -> claims;
            logins.provider.signingKey = strangers;

            assertThat(logins.refusal()).isEqualTo(Reason.KEY_UNKNOWN);
        }

        @Test
        void refusesWhatIsNoToken() {
            assertThat(logins.refusalOf(replacing("id_token", "not.a.token"))).isEqualTo(Reason.SIGNATURE_INVALID);
        }
    }

    @Nested
    @DisplayName("§3.1.3.7, 2–5: who it is from and for")
    class Parties {

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
        void refusesAnAudienceThatIsNotTrustedBesideThisApplication() {
            assertThat(refusalOfClaims(claims -> claims.with("aud", List.of(TestProvider.CLIENT, "another"))
                            .with("azp", TestProvider.CLIENT)))
                    .isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void refusesATrustedAudienceInPlaceOfThisApplication() {
            logins.registration = logins.registration.trustingAudiences("another");

            assertThat(refusalOfClaims(claims -> claims.with("aud", "another"))).isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void refusesATokenForNobody() {
            assertThat(refusalOfClaims(claims -> claims.with("aud", List.of()))).isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void acceptsATrustedAudienceBesideThisApplication() {
            logins.registration = logins.registration.trustingAudiences("another");
            logins.provider.frontClaims = claims ->
                    claims.with("aud", List.of(TestProvider.CLIENT, "another")).with("azp", TestProvider.CLIENT);

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        void refusesSeveralAudiencesWithoutAnAuthorizedParty() {
            logins.registration = logins.registration.trustingAudiences("another");

            assertThat(refusalOfClaims(claims -> claims.with("aud", List.of(TestProvider.CLIENT, "another"))))
                    .isEqualTo(Reason.AUTHORIZED_PARTY_MISMATCH);
        }

        @Test
        void refusesAnotherAuthorizedParty() {
            assertThat(refusalOfClaims(claims -> claims.with("azp", "another")))
                    .isEqualTo(Reason.AUTHORIZED_PARTY_MISMATCH);
        }

        @Test
        void refusesATokenOfNobody() {
            assertThat(refusalOfClaims(claims -> claims.without("sub"))).isEqualTo(Reason.SUBJECT_MISSING);
        }

        @Test
        void refusesASubjectThatIsNoText() {
            assertThat(refusalOfClaims(claims -> claims.with("sub", 7))).isEqualTo(Reason.CLAIM_MALFORMED);
        }

        @Test
        void refusesAnAudienceThatIsNoText() {
            assertThat(refusalOfClaims(claims -> claims.with("aud", 7))).isEqualTo(Reason.CLAIM_MALFORMED);
        }
    }

    @Nested
    @DisplayName("§3.1.3.7, 9–10: times, with clocks up to 60 s apart")
    class Times {

        private UnaryOperator<JsonObject> with(String claim, long secondsFromNow) {
            return claims -> claims.with(claim, logins.clock.instant().getEpochSecond() + secondsFromNow);
        }

        @Test
        void acceptsATokenThatEnded59SecondsAgo() {
            logins.provider.frontClaims = with("exp", -59);

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @ParameterizedTest
        @ValueSource(longs = {-60, -61, -100_000})
        void refusesATokenThatEnded60SecondsAgo(long seconds) {
            assertThat(refusalOfClaims(with("exp", seconds))).isEqualTo(Reason.EXPIRED);
        }

        @Test
        void refusesATokenThatNeverEnds() {
            assertThat(refusalOfClaims(claims -> claims.without("exp"))).isEqualTo(Reason.EXPIRY_MISSING);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 11, 59, 60})
        void acceptsATokenFromAClockThatIsAMinuteAhead(long seconds) {
            logins.provider.frontClaims = with("iat", seconds);

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        void refusesATokenFromFurtherInTheFuture() {
            assertThat(refusalOfClaims(with("iat", 61))).isEqualTo(Reason.ISSUED_IN_THE_FUTURE);
        }

        @Test
        void refusesATokenThatIsNotToBeUsedYet() {
            assertThat(refusalOfClaims(with("nbf", 61))).isEqualTo(Reason.ISSUED_IN_THE_FUTURE);
        }

        @Test
        void refusesATokenThatDoesNotSayWhenItWasIssued() {
            assertThat(refusalOfClaims(claims -> claims.without("iat"))).isEqualTo(Reason.ISSUED_AT_MISSING);
        }

        @Test
        void toleratesNothingIfSoConfigured() {
            logins.registration = logins.registration.withClockSkew(Duration.ZERO);

            assertThat(refusalOfClaims(with("iat", 1))).isEqualTo(Reason.ISSUED_IN_THE_FUTURE);
        }

        @Test
        void refusesATimeOutOfRange() {
            assertThat(refusalOfClaims(claims -> claims.with("exp", 1e300))).isEqualTo(Reason.CLAIM_MALFORMED);
        }
    }

    @Nested
    @DisplayName("§3.1.3.7, 13: auth_time")
    class AuthenticationTime {

        private Reason refusalWithMaxAge(UnaryOperator<JsonObject> claims) {
            logins.provider.frontClaims = claims;
            LoginOptions options = LoginOptions.none().withMaxAge(Duration.ofSeconds(100));
            return TestLogins.reasonOf(() -> logins.login(logins.client(), options, UnaryOperator.identity()));
        }

        @Test
        void refusesATokenWithoutTheTimeIfItWasAskedFor() {
            assertThat(refusalWithMaxAge(claims -> claims.without("auth_time")))
                    .isEqualTo(Reason.AUTHENTICATION_TIME_MISSING);
        }

        @Test
        void refusesALoginThatIsOlderThanAskedFor() {
            long now = logins.clock.instant().getEpochSecond();

            assertThat(refusalWithMaxAge(claims -> claims.with("auth_time", now - 161)))
                    .isEqualTo(Reason.AUTHENTICATION_TOO_OLD);
        }

        @Test
        void acceptsALoginThatIsYoungEnough() {
            LoginOptions options = LoginOptions.none().withMaxAge(Duration.ofSeconds(5));

            assertThat(logins.login(logins.client(), options, UnaryOperator.identity())
                            .idToken()
                            .authenticatedAt())
                    .contains(logins.clock.instant().minusSeconds(5));
        }
    }

    @Nested
    @DisplayName("§3.2.2.11, 1: nonce")
    class Nonces {

        @Test
        void refusesTheNonceOfAnotherLogin() {
            assertThat(refusalOfClaims(claims -> claims.with("nonce", "another")))
                    .isEqualTo(Reason.NONCE_MISMATCH);
        }

        @Test
        void refusesATokenWithoutNonce() {
            assertThat(refusalOfClaims(claims -> claims.without("nonce"))).isEqualTo(Reason.NONCE_MISSING);
        }
    }

    @Nested
    @DisplayName("§3.3.2.9, §3.3.2.10: the hashes")
    class Hashes {

        @Test
        void refusesAnotherCodeThanTheOneThatTheTokenVouchesFor() {
            assertThat(logins.refusalOf(replacing("code", "injected"))).isEqualTo(Reason.C_HASH_MISMATCH);
            assertThat(logins.provider.tokenRequests).isEmpty();
        }

        @Test
        void refusesAWrongHashOfTheCode() {
            assertThat(refusalOfClaims(claims -> claims.with("c_hash", SigningAlgorithm.RS256.leftHalfHash("other"))))
                    .isEqualTo(Reason.C_HASH_MISMATCH);
        }

        @Test
        void refusesATokenWithoutTheHashOfTheCode() {
            assertThat(refusalOfClaims(claims -> claims.without("c_hash"))).isEqualTo(Reason.C_HASH_MISSING);
        }

        @Test
        void refusesTheWholeHashInPlaceOfItsLeftHalf() {
            assertThat(refusalOfClaims(claims -> claims.with("c_hash", SigningAlgorithm.RS512.leftHalfHash("code-1"))))
                    .isEqualTo(Reason.C_HASH_MISMATCH);
        }

        @Test
        void refusesAnotherAccessTokenThanTheOneThatTheTokenVouchesFor() {
            assertThat(logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN).refusalOf(replacing("access_token", "injected")))
                    .isEqualTo(Reason.AT_HASH_MISMATCH);
        }

        @Test
        void refusesATokenWithoutTheHashOfTheAccessToken() {
            logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN);

            assertThat(refusalOfClaims(claims -> claims.without("at_hash"))).isEqualTo(Reason.AT_HASH_MISSING);
        }

        @Test
        void refusesATokenOfTheImplicitFlowWithoutTheHashOfTheAccessToken() {
            logins.asking(ResponseType.ID_TOKEN_TOKEN);

            assertThat(refusalOfClaims(claims -> claims.without("at_hash"))).isEqualTo(Reason.AT_HASH_MISSING);
        }

        @Test
        void refusesAWrongHashOfTheState() {
            assertThat(refusalOfClaims(claims -> claims.with("s_hash", SigningAlgorithm.RS256.leftHalfHash("other"))))
                    .isEqualTo(Reason.S_HASH_MISMATCH);
        }

        @Test
        void refusesThatThereIsNoHashOfTheStateIfItIsDemanded() {
            logins.registration = logins.registration.demandingStateHash();

            assertThat(logins.refusal()).isEqualTo(Reason.S_HASH_MISSING);
            assertThat(refusalOfClaims(claims -> claims.with("s_hash", SigningAlgorithm.RS256.leftHalfHash("other"))))
                    .isEqualTo(Reason.S_HASH_MISMATCH);
        }

        @Test
        void refusesAHashThatIsNoText() {
            assertThat(refusalOfClaims(claims -> claims.with("c_hash", 1))).isEqualTo(Reason.CLAIM_MALFORMED);
        }
    }
}
