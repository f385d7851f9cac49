package dev.symbolon.server.key;

import static dev.symbolon.protocol.jose.SigningAlgorithm.ES256;
import static dev.symbolon.protocol.jose.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Secret;
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

/** Keys that an operator asks for before their time. */
class NewKeysTest {

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing ring;
    private String signed;
    private String sealed;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        ring = rings.open();
        signed = ring.signingKeys().current(RS256).sign("JWT", JsonObject.empty());
        sealed = ring.seal().seal(Seal.Purpose.REFRESH_TOKEN, "text");
        rings.pass(Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        rings.close();
    }

    private boolean verifies(String jwt) {
        return ring.signingKeys().verification().verify(jwt, Set.of(RS256, ES256)) instanceof Verification.Valid;
    }

    @Test
    void announcesTheNextSigningKeysAndSignsWithTheOldOnesUntilThen() {
        String current = ring.signingKeys().current(RS256).id();

        List<KeyChange> changes = ring.rotation().announceNext(rings.instant());

        assertThat(changes)
                .extracting(KeyChange::purpose)
                .containsExactly("sign RS256", "sign ES256", "decrypt RSA", "decrypt EC");
        assertThat(ring.signingKeys().jwks().objects("keys")).hasSize(4);
        assertThat(ring.signingKeys().current(RS256).id()).isEqualTo(current);
        rings.pass(Duration.ofDays(7));
        assertThat(ring.signingKeys().current(RS256).id()).isNotEqualTo(current);
        assertThat(verifies(signed)).isTrue();
    }

    @Test
    void announcesNothingTwice() {
        ring.rotation().announceNext(rings.instant());

        assertThat(ring.rotation().announceNext(rings.instant())).isEmpty();
        assertThat(ring.rotation().run(rings.instant())).isEmpty();
    }

    @Test
    void replacesSigningKeysAtOnceAndLeavesWhatWasSealed() {
        String stolen = ring.signingKeys().current(RS256).id();
        ring.rotation().announceNext(rings.instant());

        ring.rotation().replaceSigning(rings.instant());

        assertThat(verifies(signed)).isFalse();
        assertThat(ring.signingKeys().current(RS256).id()).isNotEqualTo(stolen);
        assertThat(ring.signingKeys().jwks().objects("keys")).hasSize(2);
        assertThat(verifies(ring.signingKeys().current(RS256).sign("JWT", JsonObject.empty())))
                .isTrue();
        assertThat(ring.seal().open(Seal.Purpose.REFRESH_TOKEN, sealed)).contains("text");
    }

    @Test
    void replacesSealingKeysAtOnce() {
        ring.rotation().replaceSealing(rings.instant());

        assertThat(ring.seal().open(Seal.Purpose.REFRESH_TOKEN, sealed)).isEmpty();
        String fresh = ring.seal().seal(Seal.Purpose.REFRESH_TOKEN, "text");
        assertThat(ring.seal().open(Seal.Purpose.REFRESH_TOKEN, fresh)).contains("text");
        assertThat(verifies(signed)).isTrue();
    }

    @Test
    void reachesAnotherNodeWithItsNextLook() {
        KeyRing other = rings.open();
        ring.rotation().replaceSigning(rings.instant());

        other.reload();

        assertThat(other.signingKeys().current(RS256).id())
                .isEqualTo(ring.signingKeys().current(RS256).id());
    }

    @Test
    void usesReplacedKeysAlsoWhereTheClockIsBehind() {
        ring.rotation().replaceSigning(rings.instant().plusSeconds(3600));

        assertThat(verifies(ring.signingKeys().current(RS256).sign("JWT", JsonObject.empty())))
                .isTrue();
    }

    @Test
    void keepsTheDigestsOfClientSecrets() {
        String digest = ring.secretDigests().digest(Secret.of("secret"));

        ring.rotation().replaceSigning(rings.instant());
        ring.rotation().replaceSealing(rings.instant());

        assertThat(ring.secretDigests().digest(Secret.of("secret"))).isEqualTo(digest);
    }
}
