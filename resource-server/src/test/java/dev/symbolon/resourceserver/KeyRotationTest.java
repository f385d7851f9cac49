package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import dev.symbolon.resourceserver.Verdict.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Where the keys come from, and for how long they count")
@Timeout(15)
class KeyRotationTest {

    private static final Duration BEYOND_MAXIMUM_AGE = Duration.ofSeconds(601);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServerOptions options =
            ResourceServerOptions.defaults().withClock(clock);
    private final ResourceServer api = ResourceServer.of(issuer.issuer(), REPORTS, options);
    private final String token = issuer.token(longLived());

    @AfterEach
    void close() {
        issuer.close();
    }

    private JsonObject longLived() {
        return issuer.claims().with("exp", clock.instant().getEpochSecond() + 86_400);
    }

    private Verdict bearing(String token) {
        return api.verify(Optional.of("Bearer " + token), Scope.empty());
    }

    /** An API that would wait for an hour. */
    private ResourceServer patient() {
        KeyRefresh refresh = KeyRefresh.defaults().withTimeout(Duration.ofHours(1));
        return ResourceServer.of(issuer.issuer(), REPORTS, options.withKeyRefresh(refresh));
    }

    @Nested
    @DisplayName("while the issuer answers")
    class IssuerAnswers {

        private final SigningKey next = SigningKey.generate(SigningAlgorithm.ES256);

        @Test
        void theyAreFetchedOnce() {
            bearing(token);
            bearing(issuer.token());

            assertThat(issuer.jwksFetches()).isOne();
        }

        @Test
        void aNewKeyIsFetchedWhenATokenNamesIt() {
            bearing(token);
            clock.advance(PAUSE);
            issuer.publish(issuer.key().toPublicJwk(), next.toPublicJwk());

            assertThat(bearing(next.sign("at+jwt", longLived()))).isInstanceOf(Accepted.class);
        }

        @Test
        void madeUpKeysCauseNoMoreThanOneFetchPerPause() {
            bearing(token);
            clock.advance(PAUSE);

            for (int i = 0; i < 20; i++) {
                bearing(SigningKey.generate(SigningAlgorithm.ES256).sign("at+jwt", longLived()));
            }

            assertThat(issuer.jwksFetches()).isEqualTo(2);
        }

        @Test
        void aWithdrawnKeyEndsTheTokensThatWereSeenBefore() {
            bearing(token);
            issuer.publish(next.toPublicJwk());
            clock.advance(BEYOND_MAXIMUM_AGE);

            assertThat(bearing(token)).isInstanceOf(Refused.class);
        }

        @Test
        void anotherTokenThatRevealsTheWithdrawalEndsThemAtOnce() {
            bearing(token);
            issuer.publish(next.toPublicJwk());
            clock.advance(PAUSE);
            bearing(next.sign("at+jwt", longLived()));

            assertThat(bearing(token)).isInstanceOf(Refused.class);
        }

        @Test
        void nobodyWaitsForKeysThatAreHalfAsOldAsTheyMayBe() throws InterruptedException {
            ResourceServer patient = patient();
            patient.verify(Optional.of("Bearer " + token), Scope.empty());
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            issuer.answerJwks(exchange -> {
                asked.countDown();
                awaitQuietly(released);
                TestIssuer.send(exchange, 200, "{\"keys\":[]}");
            });
            clock.advance(Duration.ofSeconds(301));

            assertThat(patient.verify(Optional.of("Bearer " + token), Scope.empty()))
                    .isInstanceOf(Accepted.class);

            asked.await();
            released.countDown();
        }

        @Test
        void oneFetchServesAllWhoWait() throws Exception {
            CountDownLatch released = new CountDownLatch(1);
            var keys = issuer.jwks();
            issuer.answerJwks(exchange -> {
                awaitQuietly(released);
                keys.handle(exchange);
            });

            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Verdict>> verdicts = IntStream.range(0, 64)
                        .mapToObj(i -> threads.submit(() -> bearing(token)))
                        .toList();
                released.countDown();

                for (Future<Verdict> verdict : verdicts) {
                    assertThat(verdict.get()).isInstanceOf(Accepted.class);
                }
            }
            assertThat(issuer.jwksFetches()).isOne();
        }
    }

    @Nested
    @DisplayName("while the issuer is out of order")
    class IssuerIsDown {

        @Test
        void nobodyCanTellWithoutKeys() {
            issuer.breakDown();

            assertThat(bearing(token)).isEqualTo(new Unavailable(PAUSE));
        }

        @Test
        void itRecoversByItself() {
            issuer.answerJwks(TestIssuer.status(500));
            bearing(token);
            issuer.answerJwks(TestIssuer.json(
                    () -> JsonObject.empty().with("keys", List.of(issuer.key().toPublicJwk()))));
            clock.advance(PAUSE);

            assertThat(bearing(token)).isInstanceOf(Accepted.class);
        }

        @Test
        void itIsNotAskedAgainWithinThePause() {
            issuer.answerJwks(TestIssuer.status(500));
            bearing(token);
            bearing(token);

            assertThat(issuer.jwksFetches()).isOne();
        }

        @Test
        void theKeysAtHandServeForTheGrace() {
            bearing(token);
            issuer.breakDown();
            clock.advance(BEYOND_MAXIMUM_AGE);

            assertThat(bearing(token)).isInstanceOf(Accepted.class);
        }

        @Test
        void theKeysAtHandEndWithTheGrace() {
            bearing(token);
            issuer.breakDown();
            clock.advance(BEYOND_MAXIMUM_AGE.plusHours(1));

            assertThat(bearing(token)).isInstanceOf(Unavailable.class);
        }

        @Test
        void aTokenWithANewKeyIsNotRefused() {
            bearing(token);
            issuer.breakDown();
            clock.advance(PAUSE);

            assertThat(bearing(SigningKey.generate(SigningAlgorithm.ES256).sign("at+jwt", longLived())))
                    .isInstanceOf(Unavailable.class);
        }

        @Test
        void aMalformedTokenIsRefusedAllTheSame() {
            issuer.breakDown();

            assertThat(bearing("one two")).isInstanceOf(Refused.class);
        }
    }

    @Nested
    @DisplayName("while the issuer misbehaves")
    class IssuerMisbehaves {

        private void assertUnavailable() {
            assertThat(bearing(token)).isInstanceOf(Unavailable.class);
        }

        @Test
        void aRedirectIsNotFollowed() {
            var keys = issuer.jwks();
            issuer.answerJwks(exchange -> {
                if (exchange.getRequestURI().getQuery() != null) {
                    keys.handle(exchange);
                    return;
                }
                exchange.getResponseHeaders().set("Location", issuer.issuer() + "/jwks.json?moved");
                TestIssuer.send(exchange, 302, "");
            });

            assertUnavailable();
        }

        @Test
        void theDocumentOfAnotherIssuerIsNotBelieved() {
            issuer.answerDiscovery(TestIssuer.json(() -> issuer.metadata().with("issuer", "https://evil.example")));

            assertUnavailable();
        }

        @Test
        void aDocumentOfMoreThanAMebibyteIsNotRead() {
            String keys = JsonObject.empty()
                    .with("keys", List.of(issuer.key().toPublicJwk()))
                    .toString();
            issuer.answerJwks(exchange -> TestIssuer.send(exchange, 200, " ".repeat(1 << 20) + keys));

            assertUnavailable();
        }

        @Test
        void aDocumentIsNotReadToItsEndToFindItTooLong() {
            CountDownLatch released = new CountDownLatch(1);
            issuer.answerJwks(exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(" ".repeat((1 << 20) + 1).getBytes(StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                    awaitQuietly(released);
                }
            });

            assertThat(patient().verify(Optional.of("Bearer " + token), Scope.empty()))
                    .isInstanceOf(Unavailable.class);

            released.countDown();
        }

        @Test
        void whatIsNotJsonIsNotRead() {
            issuer.answerJwks(exchange -> TestIssuer.send(exchange, 200, "<html>"));

            assertUnavailable();
        }

        @Test
        void anAnswerThatNeverEndsIsGivenUp() {
            CountDownLatch released = new CountDownLatch(1);
            issuer.answerJwks(exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    awaitQuietly(released);
                }
            });
            ResourceServer impatient = ResourceServer.of(
                    issuer.issuer(),
                    REPORTS,
                    options.withKeyRefresh(KeyRefresh.defaults().withTimeout(Duration.ofMillis(200))));

            assertThat(impatient.verify(Optional.of("Bearer " + token), Scope.empty()))
                    .isInstanceOf(Unavailable.class);

            released.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
