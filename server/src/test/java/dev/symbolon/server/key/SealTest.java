package dev.symbolon.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.key.Seal.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing ring;
    private Seal seal;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        ring = rings.open();
        seal = ring.seal();
    }

    @AfterEach
    void close() {
        rings.close();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void opensWhatItSealedForThatPurposeAlone(Purpose purpose) {
        String sealed = seal.seal(purpose, "text ✎");

        for (Purpose other : Purpose.values()) {
            assertThat(seal.open(other, sealed).isPresent()).isEqualTo(other == purpose);
        }
        assertThat(seal.open(purpose, sealed)).contains("text ✎");
    }

    @Test
    void opensAnEmptyText() {
        assertThat(seal.open(Purpose.CONSENT, seal.seal(Purpose.CONSENT, ""))).contains("");
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(seal.seal(Purpose.CONSENT, "text")).isNotEqualTo(seal.seal(Purpose.CONSENT, "text"));
    }

    @Test
    void refusesATextOfWhichAnyCharacterWasChanged() {
        String sealed = seal.seal(Purpose.REFRESH_TOKEN, "text");

        for (int i = 0; i < sealed.length(); i++) {
            for (char other : "ABCDgw09-_".toCharArray()) {
                String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
                assertThat(seal.open(Purpose.REFRESH_TOKEN, changed).isPresent())
                        .isEqualTo(changed.equals(sealed));
            }
        }
    }

    @Test
    void refusesATextThatWasCutOrLengthened() {
        String sealed = seal.seal(Purpose.REFRESH_TOKEN, "text");

        for (int i = 0; i < sealed.length(); i++) {
            assertThat(seal.open(Purpose.REFRESH_TOKEN, sealed.substring(0, i))).isEmpty();
        }
        assertThat(seal.open(Purpose.REFRESH_TOKEN, sealed + "A")).isEmpty();
        assertThat(seal.open(Purpose.REFRESH_TOKEN, sealed + "=")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AQ", "AQAAAAE", "not base64url", "ü", "\0", "AQAAAAH_____"})
    void refusesGarbage(String garbage) {
        assertThat(seal.open(Purpose.INTERACTION, garbage)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(seal.open(Purpose.INTERACTION, "A".repeat(100_000))).isEmpty();
        assertThatThrownBy(() -> seal.seal(Purpose.INTERACTION, "x".repeat(8_000)))
                .isInstanceOf(OAuthException.class);
    }

    @Test
    void opensTheLongestThatItSeals() {
        int overhead = 5 + 12 + 16;
        String longest = "x".repeat(8192 / 4 * 3 - overhead);

        assertThat(seal.open(Purpose.INTERACTION, seal.seal(Purpose.INTERACTION, longest)))
                .contains(longest);
    }

    @Test
    void refusesWhatAnotherProviderSealed(@TempDir Path elsewhere) {
        try (Rings others = new Rings(elsewhere)) {
            String foreign = others.open().seal().seal(Purpose.CONSENT, "text");

            assertThat(seal.open(Purpose.CONSENT, foreign)).isEmpty();
        }
    }

    @Test
    void opensWhatItSealedAYearAgo() {
        String old = seal.seal(Purpose.REFRESH_TOKEN, "text");
        String generation = generation(old);
        for (int week = 0; week < 52; week++) {
            rings.pass(Duration.ofDays(7));
            ring.rotation().run(rings.instant());
        }

        assertThat(seal.open(Purpose.REFRESH_TOKEN, old)).contains("text");
        assertThat(generation(seal.seal(Purpose.REFRESH_TOKEN, "text"))).isNotEqualTo(generation);
    }

    private static String generation(String sealed) {
        byte[] octets = Base64.getUrlDecoder().decode(sealed);
        return octets[3] + " " + octets[4];
    }
}
