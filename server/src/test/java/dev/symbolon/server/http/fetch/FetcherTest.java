package dev.symbolon.server.http.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestClock;
import dev.symbolon.server.TestSite;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.jetty.JettyClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {

    private static final JettyClient.Bounds PATIENT = bounds(Duration.ofSeconds(30));
    private static final Expectation DOCUMENT =
            new Expectation("document", "a JSON document", Set.of("application/json"));
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final List<Network> LOOPBACK = List.of(Network.parse("127.0.0.1"));

    private final TestClock clock = new TestClock();
    private final List<String> watched = new ArrayList<>();
    private final Watch watch = new Watch() {

        @Override
        public <T> T over(String purpose, Supplier<T> exchange) {
            boolean succeeded = false;
            try {
                T answer = exchange.get();
                succeeded = true;
                return answer;
            } finally {
                watched.add(purpose + (succeeded ? " came" : " failed"));
            }
        }
    };
    private final TestSite site = TestSite.open();
    private final Fetcher fetcher = fetcher(Reach.of(true, LOOPBACK));

    private static JettyClient.Bounds bounds(Duration whole) {
        return new JettyClient.Bounds(Duration.ofSeconds(30), whole, 1_000);
    }

    private Fetcher fetcher(Reach reach) {
        return new Fetcher(reach, Trust.USUAL, watch, PATIENT, clock);
    }

    @AfterEach
    void close() {
        fetcher.close();
        site.close();
    }

    private static HttpResponse json(String body) {
        return HttpResponse.of(200, "application/json", body);
    }

    private String get(String path) {
        return fetcher.get(site.uri(path), DOCUMENT).body();
    }

    private void assertRefused(Fetcher other, String uri) {
        assertThatThrownBy(() -> other.get(URI.create(uri), DOCUMENT)).isInstanceOf(FetchException.class);
        assertThat(site.visits()).isEmpty();
    }

    @Nested
    @DisplayName("Where it goes")
    class Where {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:%d/",
                    "http://localhost:%d/",
                    "http://[::1]:%d/",
                    "http://[::ffff:127.0.0.1]:%d/",
                    "http://0.0.0.0:%d/",
                    "http://2130706433:%d/",
                    "http://127.1:%d/"
                })
        void goesNowhereButToThePublicInternet(String uri) {
            try (Fetcher strict = fetcher(Reach.of(true, List.of()))) {
                assertRefused(strict, uri.formatted(site.port()));
            }
        }

        @Test
        void goesToNoPrivateAddressThatANameLeadsTo() {
            try (Fetcher strict = fetcher(new Reach(true, List.of(), host -> List.of(HERE)))) {
                assertRefused(strict, "http://rebound.example:" + site.port() + "/");
            }
        }

        @Test
        void goesToNoPrivateAddressThatAnAnswerRedirectsTo() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0), 0);
            try (TestSite inside = TestSite.on(server).at("/secret", json("{}"))) {
                site.at("/away", HttpResponse.redirect("http://127.0.0.2:" + inside.port() + "/secret"));

                assertThatThrownBy(() -> get("/away")).isInstanceOf(FetchException.class);
                assertThat(inside.visits()).isEmpty();
            }
            assertThat(site.visits()).extracting(TestSite.Visit::path).containsExactly("/away");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://user:password@127.0.0.1:%d/secret",
                    "ftp://127.0.0.1:%d/secret",
                    "file:///etc/passwd",
                    "http:///secret"
                })
        void goesToNoAddressThatIsNotAllowedAndThatAnAnswerRedirectsTo(String secret) {
            site.at("/secret", json("{}"));
            site.at("/away", HttpResponse.redirect(secret.formatted(site.port())));

            assertThatThrownBy(() -> get("/away")).hasMessageStartingWith("the address ");
            assertThat(site.visits()).extracting(TestSite.Visit::path).containsExactly("/away");
        }

        @Test
        void connectsToTheAddressThatWasChecked() {
            AtomicInteger asked = new AtomicInteger();
            InetAddress elsewhere = InetAddress.ofLiteral("127.0.0.2");
            Reach rebinding =
                    new Reach(true, LOOPBACK, host -> List.of(asked.getAndIncrement() == 0 ? HERE : elsewhere));
            site.at("/keys", json("{}"));

            try (Fetcher pinned = fetcher(rebinding)) {
                URI uri = URI.create("http://rebound.example:" + site.port() + "/keys");

                assertThat(pinned.get(uri, DOCUMENT).body()).isEqualTo("{}");
            }
            assertThat(asked).hasValue(1);
            assertThat(site.visits())
                    .extracting(TestSite.Visit::host)
                    .containsExactly("rebound.example:" + site.port());
        }

        @Test
        void doesNotSpeakPlainHttpUnlessItMay() {
            try (Fetcher secure = fetcher(Reach.of(false, LOOPBACK))) {
                assertRefused(secure, site.uri("/").toString());
                assertThatThrownBy(() -> secure.post(site.uri("/"), Parameters.none()))
                        .isInstanceOf(FetchException.class);
            }
            assertThat(site.visits()).isEmpty();
        }

        @Test
        void followsAFewRedirects() {
            site.at("/one", HttpResponse.redirect("two"));
            site.at(
                    "/two",
                    HttpResponse.of(307)
                            .withHeader("Location", site.uri("/three").toString()));
            site.at("/three", json("{}"));

            assertThat(get("/one")).isEqualTo("{}");
        }

        @Test
        void followsNoEndlessRedirects() {
            site.at("/round", HttpResponse.redirect("/round"));

            assertThatThrownBy(() -> get("/round")).hasMessageContaining("redirects");
            assertThat(site.visits()).hasSize(4);
        }
    }

    @Nested
    @DisplayName("What it takes")
    class What {

        @Test
        void takesNoMoreThanTheLimit() {
            site.at("/long", json("x".repeat(1_001)));
            site.at("/just", json("x".repeat(1_000)));

            assertThatThrownBy(() -> get("/long")).isInstanceOf(FetchException.class);
            assertThat(get("/just")).hasSize(1_000);
        }

        @Test
        void waitsNoLongerThanTheLimit() {
            CountDownLatch never = new CountDownLatch(1);
            site.at("/slow", visit -> {
                await(never);
                return json("{}");
            });

            Reach reach = Reach.of(true, LOOPBACK);
            try (Fetcher hasty = new Fetcher(reach, Trust.USUAL, watch, bounds(Duration.ofMillis(300)), clock)) {
                assertThatThrownBy(() -> hasty.get(site.uri("/slow"), DOCUMENT)).hasMessageContaining("timeout");
            }
            never.countDown();
        }

        @Test
        void waitsNoLongerForAnAnswerThatTrickles() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
            CountDownLatch never = new CountDownLatch(1);
            server.createContext("/", exchange -> trickle(exchange, never));
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");

            Reach reach = Reach.of(true, LOOPBACK);
            try (Fetcher hasty = new Fetcher(reach, Trust.USUAL, watch, bounds(Duration.ofMillis(300)), clock)) {
                assertThatThrownBy(() -> hasty.get(uri, DOCUMENT)).hasMessageContaining("300 ms");
            } finally {
                never.countDown();
                server.stop(0);
            }
        }

        /** An octet of an answer every 20 milliseconds, which the idle timeout of a connection does not end. */
        private static void trickle(HttpExchange exchange, CountDownLatch stopped) throws IOException {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!stopped.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void takesNothingOfAnotherType() {
            site.at("/page", HttpResponse.html(200, "<p>{}"));

            assertThatThrownBy(() -> get("/page")).hasMessageContaining("application/json");
        }

        @Test
        void takesNothingButAnAnswerThatSaysOk() {
            assertThatThrownBy(() -> get("/missing")).hasMessageContaining("404");
        }

        @Test
        void posts() {
            site.at("/logout", HttpResponse.of(204));
            Parameters form = Parameters.none().with("logout_token", "a b");

            assertThat(fetcher.post(site.uri("/logout"), form)).isEqualTo(204);
            assertThat(site.visits())
                    .extracting(TestSite.Visit::method, TestSite.Visit::body)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("POST", "logout_token=a%20b"));
        }

        @Test
        void isWatchedByItsPurposeEachTimeThatSomethingIsSent() {
            site.at("/keys", HttpResponse.redirect("/there"));
            site.at("/there", json("{}"));
            site.at("/taken", HttpResponse.of(204));
            site.at("/refused", HttpResponse.of(503));

            fetcher.get(site.uri("/keys"), Expectation.KEY_SET);
            fetcher.get(site.uri("/keys"), Expectation.KEY_SET);
            assertThatThrownBy(() -> get("/nowhere")).isInstanceOf(FetchException.class);
            assertThat(fetcher.post(site.uri("/taken"), Parameters.none())).isEqualTo(204);
            assertThat(fetcher.post(site.uri("/refused"), Parameters.none())).isEqualTo(503);
            fetcher.post(site.uri("/taken"), JsonObject.empty(), "token");

            assertThat(watched)
                    .containsExactly(
                            "keys came", "document failed", "logout came", "logout failed", "notification came");
        }

        @Test
        void followsNoRedirectOfAPost() {
            site.at("/logout", HttpResponse.of(307).withHeader("Location", "/elsewhere"));

            assertThat(fetcher.post(site.uri("/logout"), Parameters.none())).isEqualTo(307);
            assertThat(site.visits()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("How long it counts (RFC 9111 §4.2)")
    class HowLong {

        private final AtomicInteger count = new AtomicInteger();

        private void serve(String cacheControl) {
            site.at("/", visit -> json("" + count.incrementAndGet()).withHeader("Cache-Control", cacheControl));
        }

        private String after(Duration time) {
            clock.advance(time);
            return get("/");
        }

        @Test
        void isWhatTheAnswerSays() {
            serve("public, max-age=600");

            assertThat(get("/")).isEqualTo("1");
            assertThat(after(Duration.ofSeconds(599))).isEqualTo("1");
            assertThat(after(Duration.ofSeconds(1))).isEqualTo("2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"no-store", "no-cache", "max-age=0", "max-age=-1", "max-age=x", "max-age=\"1\""})
        void isAMinuteAtLeast(String cacheControl) {
            serve(cacheControl);

            assertThat(get("/")).isEqualTo("1");
            assertThat(after(Duration.ofSeconds(59))).isEqualTo("1");
            assertThat(after(Duration.ofSeconds(1))).isEqualTo("2");
        }

        @Test
        void isADayAtMost() {
            serve("max-age=99999999");

            assertThat(get("/")).isEqualTo("1");
            assertThat(after(Duration.ofDays(1))).isEqualTo("2");
        }

        @Test
        void isFiveMinutesIfNothingIsSaid() {
            serve("public");

            assertThat(get("/")).isEqualTo("1");
            assertThat(after(Duration.ofSeconds(299))).isEqualTo("1");
            assertThat(after(Duration.ofSeconds(1))).isEqualTo("2");
        }

        @Test
        void isAnHourMoreIfNothingNewerCanBeHad() {
            serve("max-age=60");
            get("/");
            site.at("/", HttpResponse.of(503));

            assertThat(after(Duration.ofMinutes(60))).isEqualTo("1");
            assertThatThrownBy(() -> after(Duration.ofMinutes(1))).hasMessageContaining("503");
        }

        @Test
        void isCutShortForWhoMissesSomethingButNotMoreThanOnceAMinute() {
            serve("max-age=600");
            URI uri = site.uri("/");
            get("/");

            clock.advance(Duration.ofSeconds(59));
            assertThat(fetcher.renew(uri, DOCUMENT).body()).isEqualTo("1");
            clock.advance(Duration.ofSeconds(1));
            assertThat(fetcher.renew(uri, DOCUMENT).body()).isEqualTo("2");
            assertThat(get("/")).isEqualTo("2");
        }

        @Test
        void isAFewSecondsForAFailure() {
            site.at("/", visit -> {
                count.incrementAndGet();
                return HttpResponse.of(500);
            });

            assertThatThrownBy(() -> get("/")).hasMessageContaining("500");
            assertThatThrownBy(() -> after(Duration.ofSeconds(9))).hasMessageContaining("500");
            assertThat(count).hasValue(1);
            assertThatThrownBy(() -> after(Duration.ofSeconds(1))).hasMessageContaining("500");
            assertThat(count).hasValue(2);
        }

        @Test
        void asksOnceForAllWhoWantTheSameAtTheSameTime() throws ExecutionException, InterruptedException {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch mayAnswer = new CountDownLatch(1);
            site.at("/", visit -> {
                asked.countDown();
                await(mayAnswer);
                return json("" + count.incrementAndGet());
            });
            List<Future<String>> answers = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    answers.add(threads.submit(() -> get("/")));
                }
                asked.await();
                mayAnswer.countDown();
            }

            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("1");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
