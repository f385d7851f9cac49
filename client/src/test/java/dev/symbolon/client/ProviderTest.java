package dev.symbolon.client;

import static dev.symbolon.client.TestLogins.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpHandler;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the provider publishes of itself")
class ProviderTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final TestLogins logins = new TestLogins();

    @AfterEach
    void close() {
        logins.close();
    }

    @Nested
    @DisplayName("OIDC Discovery §4: metadata")
    class Metadata {

        @Test
        void isNotFetchedBeforeItIsNeeded() {
            logins.client();

            assertThat(logins.provider.requestsFor(DISCOVERY)).isZero();
        }

        @Test
        void isFetchedOnceForManyLogins() {
            OpenIdClient client = logins.client();
            client.startLogin();
            client.startLogin();

            assertThat(logins.provider.requestsFor(DISCOVERY)).isEqualTo(1);
        }

        @Test
        void isFetchedAgainAfterAnHour() {
            OpenIdClient client = logins.client();
            client.startLogin();
            logins.clock.advance(Duration.ofHours(1));
            client.startLogin();

            assertThat(logins.provider.requestsFor(DISCOVERY)).isEqualTo(2);
        }

        @Test
        void ofAnotherIssuerIsRefused() {
            logins.provider.metadata = metadata -> metadata.with("issuer", "http://localhost:2");

            assertThat(reasonOf(() -> logins.client().startLogin())).isEqualTo(Reason.METADATA_INVALID);
        }

        @Test
        void ofTheSameIssuerWithASlashMoreIsRefused() {
            logins.provider.metadata = metadata -> metadata.with("issuer", logins.provider.issuer() + "/");

            assertThat(reasonOf(() -> logins.client().startLogin())).isEqualTo(Reason.METADATA_INVALID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri", "issuer"})
        void thatIsIncompleteIsRefused(String member) {
            logins.provider.metadata = metadata -> metadata.without(member);

            assertThat(reasonOf(() -> logins.client().startLogin())).isEqualTo(Reason.METADATA_INVALID);
        }

        @Test
        void thatIsNoJsonIsRefused() {
            logins.provider.overrides = Map.of(DISCOVERY, exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('<');
            });

            assertThat(reasonOf(() -> logins.client().startLogin())).isEqualTo(Reason.METADATA_INVALID);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "authorization_endpoint",
                    "token_endpoint",
                    "jwks_uri",
                    "userinfo_endpoint",
                    "end_session_endpoint",
                    "revocation_endpoint",
                    "pushed_authorization_request_endpoint"
                })
        void ofAnHttpsIssuerNamesNoEndpointThatEavesdroppersCanRead(String endpoint) {
            JsonObject document = JsonObject.empty()
                    .with("issuer", "https://id.example.org")
                    .with("authorization_endpoint", "https://id.example.org/authorize")
                    .with("token_endpoint", "https://id.example.org/token")
                    .with("jwks_uri", "https://id.example.org/jwks")
                    .with(endpoint, "http://id.example.org/plain");

            assertThat(reasonOf(() -> Provider.checked(Issuer.parse("https://id.example.org"), document.toString())))
                    .isEqualTo(Reason.METADATA_INVALID);
        }

        @Test
        @DisplayName("RFC 8705 §5")
        void ofAnHttpsIssuerNamesNoOtherEndpointForCertificatesThatEavesdroppersCanRead() {
            JsonObject document = JsonObject.empty()
                    .with("issuer", "https://id.example.org")
                    .with("authorization_endpoint", "https://id.example.org/authorize")
                    .with("token_endpoint", "https://id.example.org/token")
                    .with("jwks_uri", "https://id.example.org/jwks")
                    .with(
                            "mtls_endpoint_aliases",
                            JsonObject.empty().with("token_endpoint", "http://mtls.example.org/token"));

            assertThat(reasonOf(() -> Provider.checked(Issuer.parse("https://id.example.org"), document.toString())))
                    .isEqualTo(Reason.METADATA_INVALID);
        }

        @Test
        void thatOnceCouldNotBeFetchedIsFetchedAtTheNextLogin() {
            OpenIdClient client = logins.client();
            logins.provider.overrides = Map.of(DISCOVERY, status(503));
            assertThatThrownBy(client::startLogin).isInstanceOf(OpenIdFailure.Unreachable.class);
            logins.provider.overrides = Map.of();

            assertThat(client.startLogin().authorizationUri().toString()).startsWith(logins.provider.issuer());
        }

        @Test
        void staysInUseWhileTheProviderCannotBeReached() {
            OpenIdClient client = logins.client();
            client.startLogin();
            logins.provider.overrides = Map.of(DISCOVERY, status(503));
            logins.clock.advance(Duration.ofHours(2));

            assertThat(client.startLogin().authorizationUri().toString()).startsWith(logins.provider.issuer());
        }

        @Test
        void isAskedForOnceIn10SecondsMeanwhile() {
            OpenIdClient client = logins.client();
            client.startLogin();
            logins.provider.overrides = Map.of(DISCOVERY, status(503));
            logins.clock.advance(Duration.ofHours(2));

            client.startLogin();
            client.startLogin();

            assertThat(logins.provider.requestsFor(DISCOVERY)).isEqualTo(2);
        }

        @Test
        void isNotUsedForMoreThanADay() {
            OpenIdClient client = logins.client();
            client.startLogin();
            logins.provider.overrides = Map.of(DISCOVERY, status(503));
            logins.clock.advance(Duration.ofDays(1));

            assertThatThrownBy(client::startLogin).isInstanceOf(OpenIdFailure.Unreachable.class);
        }

        @Test
        @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void thatCannotBeFetchedIsNotWaitedForByOneAfterTheOther() throws Exception {
            CountDownLatch released = new CountDownLatch(1);
            logins.provider.overrides = Map.of(DISCOVERY, exchange -> {
                awaited(released);
                TestProvider.send(exchange, 503, JsonObject.empty());
            });
            OpenIdClient client = logins.client();
            Queue<Throwable> told = new ConcurrentLinkedQueue<>();
            List<Thread> waiting = Stream.generate(
                            () -> Thread.ofPlatform().start(() -> told.add(catchThrowable(client::startLogin))))
                    .limit(10)
                    .toList();
            while (!waiting.stream().allMatch(ProviderTest::waits)) {
                Thread.onSpinWait();
            }
            released.countDown();
            for (Thread thread : waiting) {
                thread.join();
            }

            assertThat(told).hasSize(10).hasOnlyElementsOfType(OpenIdFailure.Unreachable.class);
            assertThat(logins.provider.requestsFor(DISCOVERY)).isEqualTo(1);
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    private static void awaited(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpHandler status(int status) {
        return exchange -> TestProvider.send(exchange, status, JsonObject.empty());
    }

    @Nested
    @DisplayName("OIDC Core §10.1.1: rotation of keys")
    class Rotation {

        private final OpenIdClient client = logins.client();

        private Login login() {
            return logins.login(client, LoginOptions.none(), answer -> answer);
        }

        private void rotateTo(SigningKey key) {
            logins.provider.signingKey = key;
            logins.provider.publishedKeys = List.of(key);
        }

        @Test
        void aNewKeyIsFetchedWhenATokenNamesIt() {
            login();
            rotateTo(SigningKey.generate(SigningAlgorithm.ES256));
            logins.clock.advance(Duration.ofSeconds(10));

            assertThat(login().subject().value()).isEqualTo("ada");
            assertThat(logins.provider.requestsFor("/jwks")).isEqualTo(2);
        }

        @Test
        void unknownKeysAreAskedForOnceIn10Seconds() {
            login();
            logins.provider.signingKey = SigningKey.generate(SigningAlgorithm.ES256);
            logins.clock.advance(Duration.ofSeconds(10));

            for (int attempt = 0; attempt < 5; attempt++) {
                assertThat(reasonOf(this::login)).isEqualTo(Reason.KEY_UNKNOWN);
            }

            assertThat(logins.provider.requestsFor("/jwks")).isEqualTo(2);
        }

        @Test
        void aKeyThatIsPublishedNoMoreIsWorthNothingAfter10Minutes() {
            SigningKey old = logins.provider.signingKey;
            login();
            rotateTo(TestProvider.key(SigningAlgorithm.ES256));
            logins.clock.advance(Duration.ofMinutes(10));
            logins.provider.signingKey = old;

            assertThat(reasonOf(this::login)).isEqualTo(Reason.KEY_UNKNOWN);
        }

        @Test
        void aKeySetThatIsNoneIsRefused() {
            logins.provider.overrides = Map.of("/jwks", status(200));

            assertThat(reasonOf(this::login)).isEqualTo(Reason.KEYS_INVALID);
        }
    }

    @Nested
    @DisplayName("Limits")
    class Limits {

        @Test
        void refusesAnAnswerOfMoreThanAMebibyte() {
            logins.provider.overrides = Map.of(DISCOVERY, exchange -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] spaces = new byte[1 << 16];
                java.util.Arrays.fill(spaces, (byte) ' ');
                for (int i = 0; i < 17; i++) {
                    exchange.getResponseBody().write(spaces);
                }
            });

            assertThatThrownBy(() -> logins.client().startLogin())
                    .isInstanceOf(OpenIdFailure.Unreachable.class)
                    .hasMessageContaining("1048576");
        }

        @Test
        @Timeout(10)
        void givesUpOnAnAnswerThatDripsForever() throws Exception {
            CountDownLatch done = new CountDownLatch(1);
            logins.provider.overrides = Map.of(DISCOVERY, exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                awaited(done);
            });
            OpenIdClient client =
                    OpenIdClient.of(logins.registration, Environment.system().withTimeout(Duration.ofMillis(200)));

            assertThatThrownBy(client::startLogin)
                    .isInstanceOf(OpenIdFailure.Unreachable.class)
                    .hasMessageContaining("200 ms");
            done.countDown();
        }

        @Test
        void followsNoRedirect() {
            logins.provider.overrides = Map.of(DISCOVERY, exchange -> {
                exchange.getResponseHeaders().add("Location", logins.provider.issuer() + "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            });

            assertThatThrownBy(() -> logins.client().startLogin()).isInstanceOf(OpenIdFailure.Unreachable.class);
            assertThat(logins.provider.requestsFor("/elsewhere")).isZero();
        }

        @Test
        void takesNoHttpClientThatFollowsRedirects() {
            try (HttpClient following = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build()) {
                Environment environment = Environment.system().withHttpClient(following);

                assertThatThrownBy(() -> OpenIdClient.of(logins.registration, environment))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void saysThatNobodyListens() {
            logins.provider.close();

            assertThatThrownBy(() -> logins.client().startLogin()).isInstanceOf(OpenIdFailure.Unreachable.class);
        }
    }
}
