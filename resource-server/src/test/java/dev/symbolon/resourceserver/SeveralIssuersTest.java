package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An API that accepts the tokens of several issuers")
class SeveralIssuersTest {

    private static final Scope READ = Scope.of("read:reports");

    private final TestClock clock = new TestClock();
    private final TestIssuer one = TestIssuer.start(clock);
    private final TestIssuer other = TestIssuer.start(clock);
    private final TestIssuer stranger = TestIssuer.start(clock);
    private final ResourceServerOptions options =
            ResourceServerOptions.defaults().withClock(clock);
    private final ResourceServer api = ResourceServer.of(List.of(one.issuer(), other.issuer()), REPORTS, options);

    @AfterEach
    void close() {
        one.close();
        other.close();
        stranger.close();
    }

    private Verdict bearing(String token) {
        return api.verify(Optional.of("Bearer " + token), READ);
    }

    private static void isRefused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        assertThat(((Refused) verdict).challenge().error()).contains(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void takesTheTokensOfEach() {
        assertThat(bearing(one.token())).isInstanceOf(Accepted.class);
        assertThat(bearing(other.token())).isInstanceOf(Accepted.class);
    }

    @Test
    void tellsWhoseSubjectItIs() {
        assertThat(((Accepted) bearing(other.token())).caller().issuer()).isEqualTo(other.issuer());
    }

    @Test
    void refusesTheTokensOfOthersWithoutAskingThem() {
        isRefused(bearing(stranger.token()));
        assertThat(stranger.jwksFetches()).isZero();
    }

    @Test
    void refusesATokenThatOneSignedInTheNameOfTheOther() {
        isRefused(bearing(one.token(one.claims().with("iss", other.issuer()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "e30.e30.e30", "..", "e30.W10.x"})
    void refusesWhatNamesNoIssuer(String token) {
        isRefused(bearing(token));
    }

    @Test
    void looksForNoIssuerInWhatIsNoToken() {
        assertThat(List.of("one two", "a".repeat(16_385), "ü")).allSatisfy(text -> {
            Refused refused = (Refused) bearing(text);
            assertThat(refused.challenge().error()).contains(ErrorCode.INVALID_REQUEST);
        });
    }

    @Test
    void asksOnlyTheIssuerThatATokenNames() {
        bearing(one.token());

        assertThat(other.jwksFetches()).isZero();
    }

    @Test
    void mustBeAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceServer.of(List.of(), REPORTS, options));
    }

    @Test
    void namesThemAllInItsMetadata() {
        assertThat(api.metadata(READ).authorizationServers()).containsExactly(one.issuer(), other.issuer());
    }

    @Nested
    @DisplayName("RFC 7662: some of which are asked about their tokens")
    class Asking {

        private static Introspection at(TestIssuer issuer) {
            return Introspection.as(new ClientId("api"), Secret.of("secret")).at(issuer.issuer());
        }

        private ResourceServer asking(Introspection... introspection) {
            return ResourceServer.of(
                    List.of(one.issuer(), other.issuer()), REPORTS, options.withIntrospection(introspection));
        }

        private void answerEverything(TestIssuer issuer) {
            issuer.answerIntrospection(
                    TestIssuer.json(() -> issuer.claims().with("active", true).with("token_type", "Bearer")));
        }

        private Verdict bearing(String token, ResourceServer asking) {
            return asking.verify(Optional.of("Bearer " + token), READ);
        }

        @Test
        void asksTheOneAndVerifiesTheTokensOfTheOther() {
            answerEverything(one);
            ResourceServer asking = asking(at(one));

            assertThat(bearing(one.token(), asking)).isInstanceOf(Accepted.class);
            assertThat(bearing(other.token(), asking)).isInstanceOf(Accepted.class);
            assertThat(one.introspections()).isEqualTo(1);
            assertThat(one.jwksFetches()).isZero();
            assertThat(other.introspections()).isZero();
        }

        @Test
        void showsAnOpaqueTokenToTheOneThatIsAsked() {
            answerEverything(other);

            assertThat(((Accepted) bearing("opaque", asking(at(other))))
                            .caller()
                            .issuer())
                    .isEqualTo(other.issuer());
            assertThat(one.introspections()).isZero();
        }

        @Test
        void showsAnOpaqueTokenToNobodyIfItCouldBeAnybodys() {
            answerEverything(one);
            answerEverything(other);

            isRefused(bearing("opaque", asking(at(one), at(other))));
            assertThat(one.introspections() + other.introspections()).isZero();
        }

        @Test
        void asksEachAboutTheTokensThatNameIt() {
            answerEverything(one);
            answerEverything(other);
            ResourceServer asking = asking(at(one), at(other));

            assertThat(bearing(other.token(), asking)).isInstanceOf(Accepted.class);
            assertThat(one.introspections()).isZero();
        }

        @Test
        void needsToKnowWhomToAsk() {
            Introspection anybody = Introspection.as(new ClientId("api"), Secret.of("secret"));

            assertThatIllegalArgumentException().isThrownBy(() -> asking(anybody));
            assertThatIllegalArgumentException().isThrownBy(() -> asking(at(one), at(one)));
            assertThatIllegalArgumentException().isThrownBy(() -> asking(at(stranger)));
        }
    }
}
