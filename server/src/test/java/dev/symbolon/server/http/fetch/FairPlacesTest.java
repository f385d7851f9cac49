package dev.symbolon.server.http.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Network;
import dev.symbolon.server.TestClock;
import dev.symbolon.server.TestSite;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.jetty.JettyClient;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("S44: the provider's own requests, while hosts hang that somebody has named")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FairPlacesTest {

    private static final Expectation DOCUMENT =
            new Expectation("document", "a JSON document", Set.of("application/json"));
    private static final String NO_PLACE = "too many requests of ours";

    private final TestClock clock = new TestClock();

    @AutoClose
    private final TestSite site = TestSite.open();

    @AutoClose
    private final Fetcher fetcher = fetcher(Duration.ofSeconds(30), host -> here());

    private final AtomicInteger names = new AtomicInteger();

    private Fetcher fetcher(Duration whole, Reach.Names names) {
        return new Fetcher(
                new Reach(true, List.of(Network.parse("127.0.0.1")), names),
                Trust.USUAL,
                Watch.NONE,
                new JettyClient.Bounds(whole, whole, 1_000),
                clock);
    }

    private static List<InetAddress> here() {
        return List.of(InetAddress.ofLiteral("127.0.0.1"));
    }

    /** Requests that hang, each at a host of that name and its number, until the hang is over. */
    private final class Hang implements AutoCloseable {

        private final AtomicInteger hanging = new AtomicInteger();
        private final CountDownLatch over = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        /** Is there once each of the requests either hangs or was turned away. */
        Hang(String name, int requests, int hosts) throws InterruptedException {
            CountDownLatch each = new CountDownLatch(requests);
            String path = "/" + names.incrementAndGet() + "/";
            for (int i = 0; i < requests; i++) {
                String address = path + i;
                String host = name + i % hosts + ".example";
                site.at(address, visit -> {
                    hanging.incrementAndGet();
                    each.countDown();
                    await(over);
                    return json();
                });
                threads.execute(() -> {
                    try {
                        get(host, address);
                    } catch (FetchException e) {
                        each.countDown();
                    }
                });
            }
            each.await();
        }

        /** They end a while later. */
        @Override
        public void close() {
            clock.advance(Duration.ofSeconds(2));
            over.countDown();
            threads.close();
        }
    }

    private static HttpResponse json() {
        return HttpResponse.of(200, "application/json", "{}");
    }

    private String get(String host, String path) {
        return get(fetcher, host, path);
    }

    private String get(Fetcher by, String host, String path) {
        return by.get(URI.create("http://" + host + ":" + site.port() + path), DOCUMENT)
                .body();
    }

    /** Something else of the host, at once. */
    private String getPromptly(String host) {
        String path = "/prompt/" + names.incrementAndGet();
        site.at(path, json());
        return get(host, path);
    }

    private void prove(String host) {
        getPromptly(host);
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void reachAHostThatIsKnownToBePrompt() throws InterruptedException {
        prove("good.example");

        try (Hang hang = new Hang("slow", 50, 50)) {
            assertThat(hang.hanging).hasValue(8);
            assertThat(getPromptly("good.example")).isEqualTo("{}");
            assertThat(getPromptly("GOOD.example")).isEqualTo("{}");
        }
    }

    @Test
    void haveAllPlacesForNewHostsWhileNoneCanBeProven() throws InterruptedException {
        getPromptly("good.example");
        clock.advance(Duration.ofMinutes(10).minusSeconds(1));

        try (Hang hang = new Hang("new", 50, 50)) {
            assertThat(hang.hanging).hasValue(16);
        }
    }

    @Test
    void leavePlacesToProvenHostsAsSoonAsThereCanBeAny() throws InterruptedException {
        getPromptly("good.example");
        clock.advance(Duration.ofMinutes(10));

        try (Hang hang = new Hang("new", 50, 50)) {
            assertThat(hang.hanging).hasValue(8);
        }
    }

    @Test
    void reachAHostThatIsNewOnceTheOthersAreKnownToBeSlow() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            try (Hang hang = new Hang("slow", 12, 12)) {
                assertThat(hang.hanging).hasPositiveValue();
            }
        }

        try (Hang hang = new Hang("slow", 50, 8)) {
            assertThat(hang.hanging).hasValue(4);
            assertThat(getPromptly("new.example")).isEqualTo("{}");
        }
    }

    @Test
    void keepFewPlacesAtOneHostHoweverPromptItWas() throws InterruptedException {
        prove("one0.example");

        try (Hang hang = new Hang("one", 16, 1)) {
            assertThat(hang.hanging).hasValue(4);
            assertThat(getPromptly("new.example")).isEqualTo("{}");
        }
    }

    @Test
    void doNotBelieveAHostThatWasSlowHoweverPromptItIsInBetween() throws InterruptedException {
        prove("moody0.example");
        new Hang("moody", 1, 1).close();
        getPromptly("moody0.example");
        clock.advance(Duration.ofMinutes(10));

        try (Hang hang = new Hang("slow", 8, 8)) {
            assertThat(hang.hanging).hasValue(8);
            assertThatThrownBy(() -> getPromptly("moody0.example")).hasMessageContaining(NO_PLACE);
        }
    }

    @Test
    void believeASlowHostAgainOnceItHasBeenPromptForLong() throws InterruptedException {
        new Hang("moody", 1, 1).close();
        clock.advance(Duration.ofMinutes(10));
        prove("moody0.example");

        try (Hang hang = new Hang("slow", 50, 50)) {
            assertThat(hang.hanging).hasValue(8);
            assertThat(getPromptly("moody0.example")).isEqualTo("{}");
        }
    }

    @Test
    void areNeverMoreThanSixteen() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            getPromptly("proven" + i + ".example");
        }
        clock.advance(Duration.ofMinutes(10));

        try (Hang hang = new Hang("proven", 50, 50)) {
            assertThat(hang.hanging).hasValue(16);
        }
    }

    @Test
    void giveTheirPlacesBack() throws InterruptedException {
        prove("one0.example");
        for (int i = 0; i < 20; i++) {
            site.at("/" + i, HttpResponse.of(i % 2 == 0 ? 500 : 200));
            String path = "/" + i;
            assertThatThrownBy(() -> get("one0.example", path)).hasMessageNotContaining(NO_PLACE);
        }

        assertThat(getPromptly("one0.example")).isEqualTo("{}");
    }

    @Test
    void reachAHostWhileTheNamesOfOthersAreLookedUpWithoutEnd() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Reach.Names mute = host -> {
            if (host.startsWith("mute")) {
                await(never);
            }
            return here();
        };
        site.at("/", json());
        try (Fetcher hasty = fetcher(Duration.ofSeconds(1), mute)) {
            for (int round = 0; round < 3; round++) {
                askForEight("mute" + round, hasty);
            }

            assertThat(get(hasty, "good.example", "/")).isEqualTo("{}");
        }
        never.countDown();
    }

    private void askForEight(String name, Fetcher by) throws InterruptedException {
        List<Callable<String>> requests = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> get(by, name + i + ".example", "/"))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(requests))
                    .extracting(answer -> answer.exceptionNow().getMessage())
                    .noneMatch(reason -> reason.contains(NO_PLACE));
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
