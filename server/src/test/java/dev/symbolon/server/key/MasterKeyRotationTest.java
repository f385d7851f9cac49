package dev.symbolon.server.key;

import static dev.symbolon.server.key.Rings.MASTER_KEY;
import static dev.symbolon.server.key.Rings.OTHER_MASTER_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new master key on a database that nodes use all the time. */
class MasterKeyRotationTest {

    private static final MasterKeys BOTH = MasterKeys.of(OTHER_MASTER_KEY, Optional.of(MASTER_KEY));

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing oldNode;
    private String sealed;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        oldNode = rings.open(MASTER_KEY);
        sealed = oldNode.seal().seal(Seal.Purpose.REFRESH_TOKEN, "text");
    }

    @AfterEach
    void close() {
        rings.close();
    }

    private void isWhole(KeyRing ring) {
        assertThat(ring.seal().open(Seal.Purpose.REFRESH_TOKEN, sealed)).contains("text");
        assertThat(ring.signingKeys().jwks()).isEqualTo(oldNode.signingKeys().jwks());
        assertThat(ring.secretDigests().digest(Secret.of("secret")))
                .isEqualTo(oldNode.secretDigests().digest(Secret.of("secret")));
    }

    @Test
    void opensWithBothBeforeAndWithTheNewOneAfterwards() {
        isWhole(rings.open(BOTH));

        int changed = BOTH.takeOver(rings.store(), random);

        assertThat(changed).isEqualTo(rings.store().all().size());
        isWhole(rings.open(BOTH));
        isWhole(rings.open(OTHER_MASTER_KEY));
        assertThatThrownBy(() -> rings.open(MASTER_KEY)).isInstanceOf(MasterKeyException.class);
    }

    @Test
    void changesNothingTheSecondTime() {
        BOTH.takeOver(rings.store(), random);
        List<StoredKey> after = rings.store().all();

        assertThat(BOTH.takeOver(rings.store(), random)).isZero();
        assertThat(rings.store().all()).isEqualTo(after);
    }

    @Test
    void isFollowedByANodeThatRuns() {
        KeyRing node = rings.open(BOTH);

        BOTH.takeOver(rings.store(), random);
        node.reload();

        isWhole(node);
    }

    @Test
    void letsNodesWithTheOldOneReadWhatNodesWithBothMake() {
        KeyRing node = rings.open(BOTH);
        rings.pass(Duration.ofDays(6));
        node.rotation().run(rings.instant());
        rings.pass(Duration.ofDays(1));

        oldNode.reload();

        String fresh = node.seal().seal(Seal.Purpose.CONSENT, "text");
        assertThat(fresh).isNotEqualTo(sealed);
        assertThat(oldNode.seal().open(Seal.Purpose.CONSENT, fresh)).contains("text");
    }

    @Test
    void makesNewKeysUnderTheNewOneAfterwards() {
        KeyRing node = rings.open(BOTH);
        BOTH.takeOver(rings.store(), random);
        rings.pass(Duration.ofDays(6));

        node.rotation().run(rings.instant());

        assertThat(rings.store().all()).allMatch(OTHER_MASTER_KEY::opens);
    }

    @Test
    void takesAlongAKeyThatANodeAddedMeanwhile() {
        BOTH.takeOver(rings.store(), random);
        String material = MASTER_KEY.encrypt("seal", 2, new byte[32], random);
        rings.store().add(new StoredKey("seal", 2, rings.instant(), StoredKey.NEVER, material));

        rings.open(BOTH);

        assertThat(rings.store().all()).allMatch(OTHER_MASTER_KEY::opens);
    }

    /** Killed between any two keys, a database without transactions would look like this. */
    @Test
    void finishesWhatWasDoneByHalf() {
        List<StoredKey> stored = rings.store().all();
        for (StoredKey key : stored.subList(0, 2)) {
            byte[] material = MASTER_KEY.decrypt(key).orElseThrow();
            String changed = OTHER_MASTER_KEY.encrypt(key.purpose(), key.generation(), material, random);
            rings.store().reencrypt(List.of(new Keys.Reencrypted(key, changed)));
        }
        isWhole(rings.open(BOTH));

        BOTH.takeOver(rings.store(), random);

        isWhole(rings.open(OTHER_MASTER_KEY));
    }

    @Test
    void refusesKeysThatNeitherOpens() {
        MasterKey third = MasterKey.of(Secret.of("ab".repeat(32)), "in a third file");
        List<StoredKey> before = rings.store().all();

        assertThatThrownBy(() ->
                        MasterKeys.of(third, Optional.of(OTHER_MASTER_KEY)).takeOver(rings.store(), random))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContainingAll(
                        "neither the master key in a third file", "nor the previous one of another test");
        assertThat(rings.store().all()).isEqualTo(before);
    }
}
