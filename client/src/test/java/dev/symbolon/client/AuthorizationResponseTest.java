package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.dropping;
import static dev.symbolon.client.TestLogins.reasonOf;
import static dev.symbolon.client.TestLogins.replacing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The authorization response as a whole")
class AuthorizationResponseTest {

    private final TestLogins logins = new TestLogins();

    @AfterEach
    void close() {
        logins.close();
    }

    @Nested
    @DisplayName("RFC 6749 §10.12: state")
    class State {

        @Test
        void refusesAnAnswerWithoutState() {
            assertThat(logins.refusalOf(dropping("state"))).isEqualTo(Reason.STATE_MISSING);
        }

        @Test
        void refusesTheStateOfAnotherLogin() {
            assertThat(logins.refusalOf(replacing("state", "another"))).isEqualTo(Reason.STATE_MISMATCH);
        }

        @Test
        void refusesAnErrorWithoutTheState() {
            assertThat(logins.refusalOf(answer -> Parameters.none().with("error", "access_denied")))
                    .isEqualTo(Reason.STATE_MISSING);
        }
    }

    @Nested
    @DisplayName("RFC 9207 §2.4: the provider's mix-up")
    class MixUp {

        @Test
        void refusesTheAnswerOfAnotherProvider() {
            assertThat(logins.refusalOf(replacing("iss", "http://localhost:2")))
                    .isEqualTo(Reason.ISSUER_PARAMETER_MISMATCH);
        }

        @Test
        void refusesAnAnswerWithoutTheIssuerThatTheProviderSaysItSends() {
            assertThat(logins.refusalOf(dropping("iss"))).isEqualTo(Reason.ISSUER_PARAMETER_MISSING);
        }

        @Test
        void needsNoIssuerFromAProviderThatDoesNotSendIt() {
            logins.provider.metadata = metadata -> metadata.without("authorization_response_iss_parameter_supported");

            assertThat(logins.login(dropping("iss")).subject().value()).isEqualTo("ada");
        }

        @Test
        void refusesTheIssuerOfAnotherProviderEvenIfItNeedNotBeSent() {
            logins.provider.metadata = metadata -> metadata.without("authorization_response_iss_parameter_supported");

            assertThat(logins.refusalOf(replacing("iss", "http://localhost:2")))
                    .isEqualTo(Reason.ISSUER_PARAMETER_MISMATCH);
        }

        @Test
        void believesNoErrorOfAnotherProvider() {
            assertThat(logins.refusalOf(answer -> Parameters.none()
                            .with("error", "access_denied")
                            .with("iss", "http://localhost:2")
                            .with("state", answer.required("state"))))
                    .isEqualTo(Reason.ISSUER_PARAMETER_MISMATCH);
        }

        @Test
        void refusesToFinishALoginThatWasStartedWithAnotherProvider() {
            try (TestLogins others = new TestLogins()) {
                StartedLogin started = others.client().startLogin();

                assertThat(reasonOf(() ->
                                logins.client().finishLogin(started.pending(), others.provider.callback(started))))
                        .isEqualTo(Reason.OTHER_PROVIDER);
                assertThat(logins.provider.tokenRequests).isEmpty();
            }
        }

        @Test
        void sendsNoCodeToAProviderThatDidNotIssueIt() {
            try (TestLogins attacker = new TestLogins()) {
                StartedLogin started = attacker.client().startLogin();
                Parameters honest = logins.provider.answer(started.authorizationUri());

                assertThat(reasonOf(() -> attacker.client()
                                .finishLogin(started.pending(), TestProvider.arriving(started, honest))))
                        .isEqualTo(Reason.ISSUER_PARAMETER_MISMATCH);
                assertThat(attacker.provider.tokenRequests).isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("OAuth 2.0 Multiple Response Types §5: the way of the answer")
    class Mode {

        @Test
        void refusesATokenInTheQuery() {
            assertThat(reasonOf(() -> Callback.query("?state=s&id_token=t"))).isEqualTo(Reason.TOKEN_IN_QUERY);
        }

        @Test
        void refusesATokenInTheQueryHalf() {
            assertThat(reasonOf(() -> Callback.queryAndFragment("state=s&access_token=t", "state=s")))
                    .isEqualTo(Reason.TOKEN_IN_QUERY);
        }

        @Test
        void refusesAnAnswerByAnotherModeThanWasAskedFor() {
            OpenIdClient client = logins.client();
            StartedLogin started = client.startLogin();
            String answer = logins.provider.answer(started.authorizationUri()).encoded();

            assertThat(reasonOf(() -> client.finishLogin(started.pending(), Callback.formPost(answer))))
                    .isEqualTo(Reason.RESPONSE_MODE_MISMATCH);
        }

        @Test
        void refusesTheCodeAloneOfAnAnswerInTwoHalves() {
            logins.registration = logins.registration.withResponseMode(ResponseMode.QUERY_FRAGMENT);
            OpenIdClient client = logins.client();
            StartedLogin started = client.startLogin();
            Parameters answer = logins.provider.answer(started.authorizationUri());

            assertThat(reasonOf(() ->
                            client.finishLogin(started.pending(), Callback.query(TestProvider.queryHalf(answer)))))
                    .isEqualTo(Reason.FRAGMENT_NOT_RELAYED);
        }

        @Test
        void refusesHalvesThatContradictEachOther() {
            assertThat(reasonOf(() -> Callback.queryAndFragment("code=c&state=one", "id_token=t&state=two")))
                    .isEqualTo(Reason.PARAMETER_REPEATED);
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.3.2.5: the parts of the answer")
    class Parts {

        @Test
        void refusesAnAnswerWithoutTheCode() {
            assertThat(logins.refusalOf(dropping("code"))).isEqualTo(Reason.RESPONSE_PARTS_MISMATCH);
        }

        @Test
        void refusesAnAnswerWithoutTheIdToken() {
            assertThat(logins.refusalOf(dropping("id_token"))).isEqualTo(Reason.RESPONSE_PARTS_MISMATCH);
        }

        @Test
        void refusesAnAnswerWithoutTheAccessToken() {
            assertThat(logins.asking(ResponseType.CODE_TOKEN).refusalOf(dropping("access_token")))
                    .isEqualTo(Reason.RESPONSE_PARTS_MISMATCH);
        }

        @Test
        void refusesAnAccessTokenThatNobodyAskedFor() {
            assertThat(logins.refusalOf(
                            answer -> answer.with("access_token", "injected").with("token_type", "Bearer")))
                    .isEqualTo(Reason.RESPONSE_PARTS_MISMATCH);
        }

        @Test
        void refusesAnAccessTokenThatIsNotABearerToken() {
            assertThat(logins.asking(ResponseType.CODE_TOKEN).refusalOf(replacing("token_type", "mac")))
                    .isEqualTo(Reason.TOKEN_TYPE_UNSUPPORTED);
        }

        @Test
        void refusesARepeatedParameter() {
            assertThat(logins.refusalOf(answer -> answer.with("code", "another")))
                    .isEqualTo(Reason.PARAMETER_REPEATED);
        }

        @Test
        void refusesWhatIsNotFormEncoded() {
            assertThat(reasonOf(() -> Callback.fragment("#code=%zz"))).isEqualTo(Reason.CALLBACK_MALFORMED);
        }

        @Test
        void refusesATokenThatIsTooLong() {
            assertThat(reasonOf(() -> Callback.fragment("#id_token=" + "x".repeat(20_000))))
                    .isEqualTo(Reason.CALLBACK_MALFORMED);
        }

        @Test
        void refusesALifetimeThatIsNoNumber() {
            assertThat(logins.asking(ResponseType.CODE_TOKEN).refusalOf(replacing("expires_in", "-1")))
                    .isEqualTo(Reason.CALLBACK_MALFORMED);
        }
    }

    @Nested
    @DisplayName("OIDC Core §3.1.2.6: errors")
    class Errors {

        @Test
        void tellsWhatTheProviderRefused() {
            OpenIdFailure.Refused refused = catchThrowableOfType(
                    OpenIdFailure.Refused.class,
                    () -> logins.login(answer -> Parameters.none()
                            .with("error", "access_denied")
                            .with("error_description", "not today\"<script>\u00e4")
                            .with("iss", answer.required("iss"))
                            .with("state", answer.required("state"))));

            assertThat(refused.is(ErrorCode.ACCESS_DENIED)).isTrue();
            assertThat(refused.description()).contains("not today\"<script>?");
        }

        @Test
        void tellsNoMoreThan300CharactersOfIt() {
            OpenIdFailure.Refused refused =
                    new OpenIdFailure.Refused("e".repeat(1_000), Optional.of("d".repeat(1_000)));

            assertThat(refused.error()).hasSize(300);
            assertThat(refused.description().orElseThrow()).hasSize(300);
            assertThat(refused.getMessage()).hasSizeLessThan(700);
        }

        @Test
        void redeemsNoCodeThatCameWithAnError() {
            assertThatThrownBy(() -> logins.login(answer -> answer.with("error", "server_error")))
                    .isInstanceOf(OpenIdFailure.Refused.class);

            assertThat(logins.provider.tokenRequests).isEmpty();
        }
    }

    @Test
    void refusesALoginThatWasStartedTooLongAgo() {
        OpenIdClient client = logins.client();
        StartedLogin started = client.startLogin();
        logins.clock.advance(Duration.ofHours(1));

        assertThat(reasonOf(() -> client.finishLogin(started.pending(), logins.provider.callback(started))))
                .isEqualTo(Reason.LOGIN_EXPIRED);
    }
}
