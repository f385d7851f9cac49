package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static dev.symbolon.resourceserver.TestIssuer.json;
import static dev.symbolon.resourceserver.TestIssuer.send;
import static dev.symbolon.resourceserver.TestIssuer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import dev.symbolon.resourceserver.Verdict.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens that the issuer is asked about (RFC 7662)")
class IntrospectionTest {

    private static final Scope READ = Scope.of("read:reports");
    private static final JsonObject INACTIVE = JsonObject.empty().with("active", false);

    private final TestClock clock = new TestClock();

    @AutoClose
    private final TestIssuer issuer = TestIssuer.start(clock);

    private final ResourceServerOptions options = ResourceServerOptions.defaults()
            .withClock(clock)
            .withIntrospection(Introspection.as(new ClientId("api: 1"), Secret.of("p:ss+w%rd"))
                    .withTimeout(Duration.ofSeconds(20)));
    private final ResourceServer api = ResourceServer.of(issuer.issuer(), REPORTS, options);

    private Verdict verify(String token) {
        return api.verify(new AccessToken(token), READ);
    }

    private JsonObject active() {
        return issuer.claims().with("active", true).with("token_type", "Bearer");
    }

    private void answer(JsonObject answer) {
        issuer.answerIntrospection(json(() -> answer));
    }

    private static void isInvalid(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        assertThat(((Refused) verdict).challenge().error()).contains(ErrorCode.INVALID_TOKEN);
    }

    @Nested
    @DisplayName("what the issuer says")
    class WhatTheIssuerSays {

        @Test
        void letsAnOpaqueTokenIn() {
            answer(active());

            assertThat(verify("opaque"))
                    .isInstanceOfSatisfying(
                            Accepted.class,
                            accepted -> assertThat(accepted.caller().subject()).hasToString("ada"));
        }

        @Test
        void isAskedForByPostWithTheClientsCredentials() {
            AtomicReference<String> authorization = new AtomicReference<>("");
            AtomicReference<String> form = new AtomicReference<>("");
            issuer.answerIntrospection(exchange -> {
                authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
                form.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                send(exchange, 200, active().toString());
            });

            verify("opaque/+");

            assertThat(Parameters.parse(form.get()).required("token")).isEqualTo("opaque/+");
            String pair = new String(
                    Base64.getDecoder().decode(authorization.get().substring("Basic ".length())),
                    StandardCharsets.UTF_8);
            assertThat(pair).isEqualTo("api%3A+1:p%3Ass%2Bw%25rd");
        }

        @Test
        void refusesWhatIsNotActive() {
            answer(INACTIVE);

            isInvalid(verify("opaque"));
        }

        @Test
        void countsAlsoForAJwtThatIsGoodInItself() {
            answer(INACTIVE);

            isInvalid(verify(issuer.token()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"aud", "exp", "sub", "client_id"})
        void refusesAnAnswerThatLeavesOut(String name) {
            answer(active().without(name));

            isInvalid(verify("opaque"));
        }

        @Test
        void refusesATokenForAnotherApiOrFromAnotherIssuer() {
            answer(active().with("aud", "https://other.example.com"));
            isInvalid(verify("one"));

            answer(active().with("iss", "https://other.example.com"));
            isInvalid(verify("two"));
        }

        @Test
        void refusesATokenThatIsBoundToAKey() {
            answer(active().with("cnf", JsonObject.empty().with("jkt", "x")));
            isInvalid(verify("one"));

            answer(active().with("token_type", "DPoP"));
            isInvalid(verify("two"));
        }

        @Test
        void doesNotReachTheIssuerWithWhatIsNoToken() {
            verify("no token");

            assertThat(issuer.introspections()).isZero();
        }
    }

    @Nested
    @DisplayName("how long it is believed")
    class HowLong {

        @Test
        void isTenSeconds() {
            answer(active());
            verify("opaque");
            clock.advance(Duration.ofSeconds(9));
            answer(INACTIVE);
            assertThat(verify("opaque")).isInstanceOf(Accepted.class);

            clock.advance(Duration.ofSeconds(1));

            isInvalid(verify("opaque"));
        }

        @Test
        void isTenSecondsForWhatIsNotActiveToo() {
            answer(INACTIVE);

            isInvalid(verify("opaque"));
            isInvalid(verify("opaque"));

            assertThat(issuer.introspections()).isEqualTo(1);
        }

        @Test
        void isNeverLongerThanTheTokenLives() {
            answer(active().with("exp", clock.instant().plusSeconds(2).getEpochSecond()));
            verify("opaque");
            answer(INACTIVE);
            clock.advance(Duration.ofSeconds(2));

            isInvalid(verify("opaque"));
        }

        @Test
        void doesNotSpareARequestTheScopeThatItNeeds() {
            answer(active());
            verify("opaque");

            Verdict verdict = api.verify(new AccessToken("opaque"), Scope.of("create:reports"));

            assertThat(((Refused) verdict).challenge().error()).contains(ErrorCode.INSUFFICIENT_SCOPE);
        }

        @Test
        void isNotAtAllIfSoTold() {
            ResourceServer strict = ResourceServer.of(
                    issuer.issuer(),
                    REPORTS,
                    options.withIntrospection(Introspection.as(new ClientId("api"), Secret.of("s"))
                            .withBelieved(Duration.ZERO)));
            answer(active());
            strict.verify(new AccessToken("opaque"), READ);
            answer(INACTIVE);

            isInvalid(strict.verify(new AccessToken("opaque"), READ));
        }

        @Test
        void takesNoMoreRoomThanItMay() {
            answer(INACTIVE);
            IntrospectedTokens few = new IntrospectedTokens(
                    token -> {
                        throw AccessTokenClaims.invalid("no");
                    },
                    Duration.ofSeconds(10),
                    10,
                    clock);

            for (int i = 0; i < 1_000; i++) {
                String token = "token-" + i;
                var _ = catchThrowable(() -> few.find(token));
            }

            assertThat(few.size()).isBetween(5, 10);
        }
    }

    @Nested
    @DisplayName("where it is asked")
    class Where {

        private final AtomicInteger looks = new AtomicInteger();

        Where() {
            answer(active());
            issuer.answerDiscovery(json(() -> {
                looks.incrementAndGet();
                return issuer.metadata();
            }));
        }

        @Test
        void isLookedUpOnceInTenMinutes() {
            verify("one");
            clock.advance(Duration.ofSeconds(599));
            verify("two");

            assertThat(looks).hasValue(1);
        }

        @Test
        void isLookedUpAgainAfterTenMinutes() {
            verify("one");
            clock.advance(Duration.ofMinutes(10));
            verify("two");

            assertThat(looks).hasValue(2);
        }
    }

    @Nested
    @DisplayName("when there is no answer")
    class NoAnswer {

        @ParameterizedTest
        @ValueSource(ints = {401, 404, 500, 503})
        void nobodyIsLetIn(int status) {
            issuer.answerIntrospection(status(status));

            assertThat(verify("opaque")).isInstanceOf(Unavailable.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "{", "{\"active\":\"true\"}", "{\"active\":1}"})
        void nonsenseLetsNobodyIn(String body) {
            issuer.answerIntrospection(exchange -> send(exchange, 200, body));

            assertThat(verify("opaque")).isInstanceOf(Unavailable.class);
        }

        @Test
        void theNextRequestAsksAgain() {
            issuer.answerIntrospection(status(500));
            verify("opaque");
            answer(active());

            assertThat(verify("opaque")).isInstanceOf(Accepted.class);
        }

        @Test
        void nobodyIsLetInByTheDocumentOfAnotherIssuer() {
            issuer.answerDiscovery(json(() -> issuer.metadata().with("issuer", "https://other.example.com")));
            answer(active());

            assertThat(verify("opaque")).isInstanceOf(Unavailable.class);
        }

        @Test
        void nobodyIsLetInIfTheIssuerHasNoSuchEndpoint() {
            issuer.answerDiscovery(json(() -> issuer.metadata().without("introspection_endpoint")));
            answer(active());

            assertThat(verify("opaque")).isInstanceOf(Unavailable.class);
        }
    }

    @Nested
    @DisplayName("many requests with one token")
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    class ManyRequests {

        private final CountDownLatch release = new CountDownLatch(1);

        @Test
        void shareOneQuestion() throws Exception {
            issuer.answerIntrospection(exchange -> {
                awaitRelease();
                send(exchange, 200, active().toString());
            });

            assertThat(verdictsAtOnce()).hasSize(20).hasOnlyElementsOfType(Accepted.class);
            assertThat(issuer.introspections()).isEqualTo(1);
        }

        @Test
        void areAllToldThatThereIsNoAnswer() throws Exception {
            issuer.answerIntrospection(exchange -> {
                awaitRelease();
                send(exchange, 500, "{}");
            });

            assertThat(verdictsAtOnce()).hasSize(20).hasOnlyElementsOfType(Unavailable.class);
        }

        private Queue<Verdict> verdictsAtOnce() throws InterruptedException {
            Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
            List<Thread> requests = IntStream.range(0, 20)
                    .mapToObj(_ -> Thread.startVirtualThread(() -> verdicts.add(verify("opaque"))))
                    .toList();
            while (!requests.stream().allMatch(ManyRequests::waits)) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (Thread request : requests) {
                request.join();
            }
            return verdicts;
        }

        /** The clock is read between looking for what is remembered and asking, where there is something that is remembered no longer. */
        @Test
        void askNothingThatWasAnsweredWhileTheyLooked() {
            AtomicInteger questions = new AtomicInteger();
            Queue<Runnable> meanwhile = new ArrayDeque<>();
            InstantSource interrupted = () -> {
                Instant now = clock.instant();
                Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
                return now;
            };
            IntrospectedTokens tokens = new IntrospectedTokens(
                    _ -> {
                        questions.incrementAndGet();
                        throw AccessTokenClaims.invalid("no");
                    },
                    Duration.ofSeconds(10),
                    10,
                    interrupted);
            look(tokens);
            clock.advance(Duration.ofSeconds(10));
            meanwhile.add(() -> look(tokens));

            look(tokens);

            assertThat(questions).hasValue(2);
        }

        private static void look(IntrospectedTokens tokens) {
            assertThatThrownBy(() -> tokens.find("opaque")).isInstanceOf(OAuthException.class);
        }

        private static boolean waits(Thread thread) {
            return switch (thread.getState()) {
                case WAITING, TIMED_WAITING, TERMINATED -> true;
                case NEW, RUNNABLE, BLOCKED -> false;
            };
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
