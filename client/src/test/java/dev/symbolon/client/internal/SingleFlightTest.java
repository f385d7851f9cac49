package dev.symbolon.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A thing that is done once for all who ask for it")
class SingleFlightTest {

    private static final int MANY = 20;

    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final AtomicInteger done = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.close();
    }

    /** Starts the thing, lets others ask for it until they wait, and lets it end. */
    private List<Future<Integer>> shared(Supplier<Integer> outcome) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Integer> first = threads.submit(() -> flights.call("one", () -> {
            begun.countDown();
            awaitUninterrupted(end);
            return outcome.get();
        }));
        begun.await();
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        List<Future<Integer>> others = IntStream.range(0, MANY)
                .mapToObj(any -> threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return flights.call("one", done::incrementAndGet);
                }))
                .toList();
        while (waiting.size() < MANY || !waiting.stream().allMatch(SingleFlightTest::waits)) {
            Thread.onSpinWait();
        }
        end.countDown();
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void yieldsTheSameToAllWhoAskMeanwhile() throws Exception {
        for (Future<Integer> one : shared(() -> 100)) {
            assertThat(one.get()).isEqualTo(100);
        }
        assertThat(done).hasValue(0);
    }

    @Test
    void failsForAllWhoAskMeanwhile() throws Exception {
        List<Future<Integer>> all = shared(() -> {
            throw new IllegalArgumentException("no");
        });

        assertThat(all).allSatisfy(one -> assertThatThrownBy(one::get).hasRootCauseMessage("no"));
    }

    @Test
    void isDoneAgainForThoseWhoAskLater() {
        flights.call("one", done::incrementAndGet);

        assertThat(flights.call("one", done::incrementAndGet)).isEqualTo(2);
    }
}
