package dev.symbolon.server.http;

import static dev.symbolon.server.http.Lane.BEGINNING;
import static dev.symbolon.server.http.Lane.FINISHING;
import static dev.symbolon.server.http.Lane.FREE;
import static dev.symbolon.server.http.Lane.SIGNING_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Admission: whose turn it is when more is asked than can be answered")
@Timeout(60)
class AdmissionTest {

    private final TestClock clock = new TestClock();
    private final Admission admission = new Admission(1, 1, clock);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<String> entered = new ConcurrentLinkedQueue<>();
    private final Semaphore entries = new Semaphore(0);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Stands in line; returns when it does. */
    private CompletableFuture<Boolean> lineUp(Lane lane, String name) {
        int before = admission.waiting(lane);
        CompletableFuture<Boolean> turn = CompletableFuture.supplyAsync(
                () -> {
                    boolean admitted = admission.enter(lane);
                    entered.add(name);
                    entries.release();
                    return admitted;
                },
                threads);
        while (admission.waiting(lane) == before) {
            Thread.onSpinWait();
        }
        return turn;
    }

    @Test
    void letsInAtOnceWhileThereIsRoom() {
        assertThat(admission.enter(BEGINNING)).isTrue();
        admission.leave(BEGINNING);

        assertThat(admission.enter(FINISHING)).isTrue();
    }

    @Test
    void givesEachPlaceToTheNextInLine() throws Exception {
        admission.enter(BEGINNING);
        List<CompletableFuture<Boolean>> turns = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            turns.add(lineUp(BEGINNING, name));
        }

        for (CompletableFuture<Boolean> turn : turns) {
            admission.leave(BEGINNING);
            entries.acquire();
            assertThat(turn.get()).isTrue();
        }

        assertThat(entered).containsExactly("first", "second", "third");
        assertThat(admission.waiting(BEGINNING)).isZero();
    }

    @Test
    void whatFinishesGoesBeforeWhatBegins() throws Exception {
        admission.enter(BEGINNING);
        var _ = lineUp(BEGINNING, "begins");
        var _ = lineUp(FINISHING, "finishes");

        admission.leave(BEGINNING);
        entries.acquire();

        assertThat(entered).containsExactly("finishes");
    }

    @Test
    void sendsAwayAtOnceWhileTheFirstInLineHasWaitedTooLong() {
        admission.enter(BEGINNING);
        var _ = lineUp(BEGINNING, "patient");

        clock.advance(BEGINNING.patience());
        var _ = lineUp(BEGINNING, "still in time");
        clock.advance(Duration.ofMillis(1));

        assertThat(admission.enter(BEGINNING)).isFalse();
        assertThat(admission.waiting(BEGINNING)).isEqualTo(2);
    }

    @Test
    void sendsAwayAtOnceWhileTheLineIsVeryLong() {
        admission.enter(BEGINNING);
        for (int i = 0; i < 2_048; i++) {
            var _ = lineUp(BEGINNING, "crowd");
        }

        assertThat(admission.enter(BEGINNING)).isFalse();
    }

    @Test
    void opensTheLineAgainWhenItHasMovedOn() throws Exception {
        admission.enter(BEGINNING);
        var _ = lineUp(BEGINNING, "slow");
        clock.advance(BEGINNING.patience().plusMillis(1));
        admission.leave(BEGINNING);
        entries.acquire();

        CompletableFuture<Boolean> next = lineUp(BEGINNING, "next");
        admission.leave(BEGINNING);

        assertThat(next.get()).isTrue();
    }

    @Test
    void aCrowdThatBeginsDoesNotCloseTheLineOfWhatFinishes() throws Exception {
        admission.enter(BEGINNING);
        var _ = lineUp(BEGINNING, "crowd");
        clock.advance(BEGINNING.patience().plusMillis(1));

        CompletableFuture<Boolean> finishes = lineUp(FINISHING, "finishes");
        admission.leave(BEGINNING);

        assertThat(finishes.get()).isTrue();
    }

    @Test
    void aCrowdAtTheDoorStandsInNobodysWay() {
        admission.enter(SIGNING_IN);
        var _ = lineUp(SIGNING_IN, "crowd");

        assertThat(admission.enter(FINISHING)).isTrue();
    }

    @Test
    void whatIsFreeNeverWaits() {
        admission.enter(FINISHING);

        assertThat(admission.enter(FREE)).isTrue();
        admission.leave(FREE);
        assertThat(admission.waiting(FREE)).isZero();
    }

    @Test
    void whoIsInterruptedLeavesTheLine() throws Exception {
        admission.enter(BEGINNING);
        CompletableFuture<Boolean> turn = lineUp(BEGINNING, "impatient");

        threads.shutdownNow();

        assertThat(turn.get()).isFalse();
        assertThat(admission.waiting(BEGINNING)).isZero();
        admission.leave(BEGINNING);
        assertThat(admission.enter(BEGINNING)).isTrue();
    }
}
