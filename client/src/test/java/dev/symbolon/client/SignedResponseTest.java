package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static dev.symbolon.client.TestLogins.replacing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A signed authorization response (JARM §2.4)")
class SignedResponseTest {

    @AutoClose
    private final TestLogins logins = new TestLogins();

    SignedResponseTest() {
        logins.registration = logins.registration.withResponseMode(ResponseMode.FRAGMENT_JWT);
    }

    private Reason refusalWith(UnaryOperator<JsonObject> claims) {
        logins.provider.responseClaims = claims;
        return logins.refusal();
    }

    @Nested
    class SignsIn {

        @Test
        void byWhatTheProviderHasSigned() {
            Login login = logins.login();

            assertThat(login.subject().value()).isEqualTo("ada");
            assertThat(login.checks())
                    .filteredOn(result -> result.check() == Check.RESPONSE_JWT)
                    .extracting(CheckResult::outcome)
                    .containsExactly(CheckResult.Outcome.PASSED);
        }

        @Test
        void findsTheLoginByTheStateInside() {
            StartedLogin started = logins.client().startLogin();

            assertThat(logins.provider.callback(started).state())
                    .contains(started.pending().state());
        }

        @Test
        void withAnAudienceThatIsAListOfOne() {
            logins.provider.responseClaims = claims -> claims.with("aud", List.of(TestProvider.CLIENT));

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        void leavingOutWhatIsNull() {
            logins.provider.responseClaims = claims -> claims.with(JsonObject.parse("{\"error\":null}"));

            assertThat(logins.login().subject().value()).isEqualTo("ada");
        }

        @Test
        void tellsTheErrorInside() {
            OpenIdFailure.Refused refused = catchThrowableOfType(
                    OpenIdFailure.Refused.class,
                    () -> logins.login(answer -> {
                        JsonObject claims = logins.provider.claimsOfResponse(answer);
                        return logins.provider.signed(
                                claims.without("code").without("id_token").with("error", "access_denied"));
                    }));

            assertThat(refused.error()).isEqualTo("access_denied");
        }
    }

    @Nested
    class Refuses {

        @Test
        void anAnswerThatIsNotSigned() {
            assertThat(logins.refusalOf(answer -> TestProvider.plain(logins.provider.claimsOfResponse(answer))))
                    .isEqualTo(Reason.RESPONSE_UNSIGNED);
        }

        @Test
        void anErrorThatIsNotSigned() {
            assertThat(logins.refusalOf(answer -> Parameters.none()
                            .with("error", "access_denied")
                            .with(
                                    "state",
                                    logins.provider.claimsOfResponse(answer).string("state"))))
                    .isEqualTo(Reason.RESPONSE_UNSIGNED);
        }

        @Test
        void aSignedAnswerThatNobodyAskedFor() {
            logins.registration = logins.registration.withResponseMode(ResponseMode.FRAGMENT);

            assertThat(logins.refusalOf(answer -> logins.provider.signed(logins.provider.addressed(answer))))
                    .isEqualTo(Reason.RESPONSE_MODE_MISMATCH);
        }

        @Test
        void aWrongSignature() {
            assertThat(logins.refusalOf(answer -> {
                        String jwt = answer.required("response");
                        String other = jwt.substring(0, jwt.lastIndexOf('.') + 1) + "A".repeat(342);
                        return Parameters.none().with("response", other);
                    }))
                    .isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void anAnswerWithoutSignature() {
            assertThat(logins.refusalOf(answer -> Parameters.none()
                            .with(
                                    "response",
                                    "eyJhbGciOiJub25lIn0"
                                            + answer.required("response").replaceAll("^[^.]*|[^.]*$", ""))))
                    .isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void aKeyThatTheProviderDoesNotPublish() {
            logins.provider.publishedKeys = List.of(TestProvider.key(SigningAlgorithm.ES256));

            assertThat(logins.refusal()).isEqualTo(Reason.KEY_UNKNOWN);
        }

        @Test
        void anAlgorithmThatIsNotAllowed() {
            SigningKey other = TestProvider.key(SigningAlgorithm.ES512);
            logins.provider.publishedKeys = List.of(logins.provider.signingKey, other);

            assertThat(logins.refusalOf(answer -> Parameters.none()
                            .with("response", other.sign("JWT", logins.provider.claimsOfResponse(answer)))))
                    .isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void theAnswerOfAnotherIssuer() {
            assertThat(refusalWith(claims -> claims.with("iss", "http://localhost:2")))
                    .isEqualTo(Reason.ISSUER_MISMATCH);
        }

        @Test
        void theAnswerToAnotherClient() {
            assertThat(refusalWith(claims -> claims.with("aud", "another"))).isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void theAnswerToSeveral() {
            assertThat(refusalWith(claims -> claims.with("aud", List.of(TestProvider.CLIENT, "another"))))
                    .isEqualTo(Reason.AUDIENCE_MISMATCH);
        }

        @Test
        void anAnswerThatHasEnded() {
            assertThat(refusalWith(
                            claims -> claims.with("exp", logins.clock.instant().getEpochSecond() - 60)))
                    .isEqualTo(Reason.EXPIRED);
        }

        @Test
        void anAnswerWithoutEnd() {
            assertThat(refusalWith(claims -> claims.without("exp"))).isEqualTo(Reason.EXPIRY_MISSING);
        }

        @Test
        void anAnswerWithoutState() {
            assertThat(refusalWith(claims -> claims.without("state"))).isEqualTo(Reason.STATE_MISSING);
        }

        @Test
        void anIdTokenInPlaceOfAnAnswer() {
            assertThat(logins.refusalOf(answer -> replacing(
                                    "response",
                                    logins.provider.claimsOfResponse(answer).requiredString("id_token"))
                            .apply(answer)))
                    .isEqualTo(Reason.STATE_MISSING);
        }

        @Test
        void aParameterBesideTheSignedAnswer() {
            assertThat(logins.refusalOf(answer -> answer.with("code", "another")))
                    .isEqualTo(Reason.CALLBACK_MALFORMED);
        }

        @Test
        void anAnswerWithMoreParametersThanAnyOther() {
            assertThat(refusalWith(claims -> {
                        JsonObject more = claims;
                        for (int i = 0; i < 100; i++) {
                            more = more.with("p" + i, i);
                        }
                        return more;
                    }))
                    .isEqualTo(Reason.CALLBACK_MALFORMED);
        }

        @Test
        void whatIsNoJwt() {
            assertThat(reasonOf(() -> Callback.query("response=nonsense").state()))
                    .isEqualTo(Reason.CALLBACK_MALFORMED);
            assertThat(reasonOf(() -> Callback.query("response=a.b.c").state())).isEqualTo(Reason.CALLBACK_MALFORMED);
            assertThat(logins.refusalOf(answer -> Parameters.none().with("response", "nonsense")))
                    .isEqualTo(Reason.SIGNATURE_INVALID);
        }

        @Test
        void toAskForTokensInAQuery() {
            assertThatThrownBy(() -> logins.registration
                            .withResponseType(ResponseType.CODE_ID_TOKEN)
                            .withResponseMode(ResponseMode.QUERY_JWT))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void toLeaveTheCheckOut() {
            assertThatThrownBy(() -> logins.registration.skipping(Check.RESPONSE_JWT))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void toleratesClocksThatAreApart() {
        logins.registration = logins.registration.withClockSkew(Duration.ofSeconds(60));
        logins.provider.responseClaims =
                claims -> claims.with("exp", logins.clock.instant().getEpochSecond() - 59);

        assertThat(logins.login().subject().value()).isEqualTo("ada");
    }
}
