package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.ConfigurationLoader;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import dev.symbolon.server.storage.Declarations;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoresTest {

    private static final SessionId ID = new SessionId("session");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private Foundation foundation;
    private Chores chores;

    @BeforeEach
    void beginASessionOfAnHour() {
        foundation = Foundation.open(
                ConfigurationLoader.load(Optional.empty(), Map.of("SYMBOLON_DATA", folder.toString()), List.of()),
                new Foundation.Machine(clock, new SecureRandom(), 1),
                new Audit(events::add));
        chores = Chores.start(foundation, clock, Duration.ofDays(1));
        foundation.storage().declare(Declarations.of(List.of(), List.of(), List.of(TestProvider.user("ada"))));
        Instant now = clock.instant();
        foundation
                .storage()
                .sessions()
                .begin(new Session(
                        ID, ID, TestProvider.user("ada").subject(), now, now, now, now.plus(Duration.ofHours(1))));
    }

    @AfterEach
    void close() {
        chores.close();
        foundation.close();
    }

    private boolean isThere() {
        return foundation.storage().sessions().find(ID).isPresent();
    }

    @Test
    void keepsWhatHasExpiredForADay() {
        clock.advance(Duration.ofHours(24));
        chores.sweep();
        assertThat(isThere()).isTrue();

        clock.advance(Duration.ofHours(1));
        chores.sweep();

        assertThat(isThere()).isFalse();
    }

    @Test
    void keepsItNoLongerThanItIsTold() {
        try (Chores hasty = Chores.start(foundation, clock, Duration.ofMinutes(1))) {
            clock.advance(Duration.ofMinutes(61));
            chores.sweep();
            assertThat(isThere()).isTrue();

            hasty.sweep();

            assertThat(isThere()).isFalse();
        }
    }

    @Test
    void keepsEverythingWhenTheClockLeaps() {
        clock.advance(Duration.ofDays(3650));
        chores.renewKeys();

        chores.sweep();

        assertThat(isThere()).isTrue();
        assertThat(events).contains(new AuditEvent.ClockDoubted(clock.instant()));
    }

    @Test
    void tellsClientsOnceMoreIfAskedWhileTheyAreBeingTold() throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        Semaphore asked = new Semaphore(0);
        Runnable ask = chores.tellClients(
                "logouts",
                () -> {
                    begun.release();
                    asked.acquireUninterruptibly();
                },
                Duration.ofDays(1));

        ask.run();
        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        ask.run();
        asked.release(2);

        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesWhatComesAfterTheEndToTheNextStart() {
        Runnable ask = chores.tellClients("logouts", () -> {}, Duration.ofDays(1));
        chores.close();

        assertThatCode(ask::run).doesNotThrowAnyException();
    }

    @Test
    void sweepsADayAfterItWasOffForALongTime() {
        clock.advance(Duration.ofDays(100));
        chores.renewKeys();
        chores.sweep();
        assertThat(isThere()).isTrue();
        clock.advance(Duration.ofDays(1));

        chores.sweep();

        assertThat(isThere()).isFalse();
    }
}
