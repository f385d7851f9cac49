package dev.symbolon.server.key;

import static dev.symbolon.protocol.jose.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wrong clock does to the keys: nothing that lasts. */
class ClockTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration DECADE = DAY.multipliedBy(3650);

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing ring;
    private String sealed;
    private String signed;

    @BeforeEach
    void liveForHalfAYear() {
        rings = new Rings(folder);
        ring = rings.open();
        live(180);
        sealed = ring.seal().seal(Seal.Purpose.REFRESH_TOKEN, "text");
        signed = ring.signingKeys().current(RS256).sign("JWT", JsonObject.empty());
    }

    @AfterEach
    void close() {
        rings.close();
    }

    private void live(int days) {
        for (int day = 0; day < days; day++) {
            rings.pass(DAY);
            ring.rotation().run(rings.instant());
        }
    }

    private boolean isEverythingStillGood() {
        return ring.seal().open(Seal.Purpose.REFRESH_TOKEN, sealed).isPresent()
                && ring.signingKeys().verification().verify(signed, Set.of(RS256)) instanceof Verification.Valid;
    }

    private boolean vouches() {
        return ring.rotation().vouchesFor(rings.instant());
    }

    @Test
    void vouchesForAClockThatIsRight() {
        assertThat(vouches()).isTrue();
    }

    @Test
    void removesNothingByAClockThatLeapsAheadByADecade() {
        rings.pass(DECADE);

        List<KeyChange> changes = ring.rotation().run(rings.instant());

        assertThat(changes).allSatisfy(change -> assertThat(change).isInstanceOf(KeyChange.Announced.class));
        assertThat(vouches()).isFalse();
        assertThat(isEverythingStillGood()).isTrue();
    }

    @Test
    void goesOnAsBeforeOnceAClockIsSetBackFromADecadeAhead() {
        rings.pass(DECADE);
        rings.open();
        ring.rotation().run(rings.instant());
        rings.pass(DECADE.negated());

        live(30);
        assertThat(vouches()).isTrue();
        assertThat(isEverythingStillGood()).isTrue();
        String before = ring.signingKeys().current(RS256).id();
        live(100);
        assertThat(ring.signingKeys().current(RS256).id()).isNotEqualTo(before);
    }

    @Test
    void believesAClockADayAfterTheProviderWasOffForAYear() {
        rings.pass(DAY.multipliedBy(365));
        ring.rotation().run(rings.instant());
        assertThat(vouches()).isFalse();

        live(1);

        assertThat(vouches()).isTrue();
    }

    @Test
    void survivesAClockThatIsADecadeBehindForAWeek() {
        rings.pass(DECADE.negated());
        live(7);
        assertThat(isEverythingStillGood()).isTrue();
        rings.pass(DECADE);

        live(20);

        assertThat(isEverythingStillGood()).isTrue();
        assertThat(vouches()).isTrue();
    }

    @Test
    void signsAndSealsWithAClockThatIsADecadeBehind() {
        rings.pass(DECADE.negated());
        KeyRing restarted = rings.open();

        String text = restarted.seal().seal(Seal.Purpose.CONSENT, "text");
        String jwt = restarted.signingKeys().current(RS256).sign("JWT", JsonObject.empty());

        assertThat(ring.seal().open(Seal.Purpose.CONSENT, text)).contains("text");
        assertThat(ring.signingKeys().verification().verify(jwt, Set.of(RS256))).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void notMindsAFewMinutes() {
        rings.pass(Duration.ofMinutes(-10));
        assertThat(vouches()).isTrue();
        assertThat(ring.rotation().run(rings.instant())).isEmpty();
        assertThat(isEverythingStillGood()).isTrue();
    }
}
