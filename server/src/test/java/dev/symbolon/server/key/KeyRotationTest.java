package dev.symbolon.server.key;

import static dev.symbolon.protocol.jose.SigningAlgorithm.ES256;
import static dev.symbolon.protocol.jose.SigningAlgorithm.EdDSA;
import static dev.symbolon.protocol.jose.SigningAlgorithm.PS256;
import static dev.symbolon.protocol.jose.SigningAlgorithm.PS384;
import static dev.symbolon.protocol.jose.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.KeyChange.Announced;
import dev.symbolon.server.key.KeyChange.Removed;
import dev.symbolon.server.storage.Race;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing ring;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        ring = rings.open();
    }

    @AfterEach
    void close() {
        rings.close();
    }

    private List<KeyChange> run() {
        return ring.rotation().run(rings.instant());
    }

    /** As a provider that runs: the rotation comes by all the time. */
    private void live(int days) {
        for (int day = 0; day < days; day++) {
            rings.pass(DAY);
            run();
        }
    }

    private static List<String> keyIds(KeyRing ring) {
        return ring.signingKeys().jwks().objects("keys").stream()
                .map(key -> key.requiredString("kid"))
                .toList();
    }

    private boolean verifies(String jwt) {
        return ring.signingKeys().verification().verify(jwt, Set.of(RS256, ES256)) instanceof Verification.Valid;
    }

    private String sign() {
        return ring.signingKeys().current(RS256).sign("JWT", JsonObject.empty());
    }

    @Test
    void makesAKeyPerAlgorithmAtTheFirstStart() {
        assertThat(keyIds(ring))
                .containsExactlyInAnyOrder(
                        ring.signingKeys().current(RS256).id(),
                        ring.signingKeys().current(ES256).id());
        assertThat(verifies(sign())).isTrue();
    }

    @Test
    void makesOneKeyOfAnotherAlgorithmHoweverManyNeedIt() {
        List<String> made = Race.of(8, () -> ring.signingKeys().current(PS256).id());

        assertThat(made).containsOnly(ring.signingKeys().current(PS256).id());
        assertThat(keyIds(ring)).hasSize(3);
    }

    @Test
    void makesAKeyOfAnotherAlgorithmWhenItIsFirstNeeded() {
        SigningKey made = ring.signingKeys().current(PS384);

        assertThat(keyIds(ring)).hasSize(3).contains(made.id());
        assertThat(ring.signingKeys().current(PS384).id()).isEqualTo(made.id());
        assertThat(keyIds(rings.open())).contains(made.id());
    }

    @Test
    void preparesAKeyForEverybodyBeforeItIsNeeded() {
        KeyRing other = rings.open();

        List<KeyChange> changes = ring.rotation().prepare(Set.of(RS256, EdDSA), rings.instant());

        assertThat(changes).extracting(KeyChange::purpose).containsExactly("sign EdDSA");
        other.reload();
        assertThat(other.signingKeys().current(EdDSA).id())
                .isEqualTo(ring.signingKeys().current(EdDSA).id());
        assertThat(other.rotation().prepare(Set.of(RS256, EdDSA), rings.instant()))
                .isEmpty();
    }

    @Test
    void renewsTheKeysOfEveryAlgorithmThatIsInUse() {
        String first = ring.signingKeys().current(EdDSA).id();
        rings.pass(DAY.multipliedBy(83));

        assertThat(run())
                .extracting(KeyChange::purpose)
                .contains("sign RS256", "sign ES256", "sign EdDSA")
                .doesNotContain("sign PS256");
        rings.pass(DAY.multipliedBy(7));
        assertThat(ring.signingKeys().current(EdDSA).id()).isNotEqualTo(first);
    }

    @Test
    void publishesNoPrivatePart() {
        assertThat(ring.signingKeys().jwks().objects("keys"))
                .allSatisfy(key -> assertThat(key.names()).doesNotContain("d", "p", "q", "dp", "dq", "qi"));
    }

    @Test
    void keepsTheKeysOverARestart() {
        KeyRing restarted = rings.open();

        assertThat(keyIds(restarted)).isEqualTo(keyIds(ring));
        assertThat(restarted.secretDigests().digest(Secret.of("secret")))
                .isEqualTo(ring.secretDigests().digest(Secret.of("secret")));
    }

    @Test
    void changesNothingBeforeItsTime() {
        assertThat(run()).isEmpty();
    }

    @Test
    void announcesAKeyAWeekBeforeItSigns() {
        String first = ring.signingKeys().current(RS256).id();
        rings.pass(DAY.multipliedBy(83));

        List<KeyChange> changes = run();

        assertThat(changes)
                .filteredOn(change -> change.purpose().equals("sign RS256"))
                .singleElement()
                .isInstanceOfSatisfying(Announced.class, announced -> {
                    assertThat(announced.activeFrom()).isEqualTo(rings.instant().plus(DAY.multipliedBy(7)));
                    assertThat(keyIds(ring)).contains(announced.keyId(), first);
                });
        assertThat(ring.signingKeys().current(RS256).id()).isEqualTo(first);
        rings.pass(DAY.multipliedBy(7));
        assertThat(ring.signingKeys().current(RS256).id()).isNotEqualTo(first);
    }

    @Test
    void announcesAKeyInTimeEvenIfNobodyRanTheRotationForAYear() {
        String first = ring.signingKeys().current(RS256).id();
        rings.pass(DAY.multipliedBy(365));

        run();

        assertThat(ring.signingKeys().current(RS256).id()).isEqualTo(first);
        rings.pass(DAY.multipliedBy(7));
        assertThat(ring.signingKeys().current(RS256).id()).isNotEqualTo(first);
    }

    @Test
    void announcesOneKeyHoweverOftenItRuns() {
        rings.pass(DAY.multipliedBy(83));
        run();

        assertThat(run()).isEmpty();
        assertThat(keyIds(ring)).hasSize(4);
    }

    @Test
    void keepsAKeyUntilWhatItSignedHasExpired() {
        String id = ring.signingKeys().current(RS256).id();
        String old = sign();
        live(90 + 30);
        assertThat(verifies(old)).isTrue();

        rings.pass(Duration.ofMillis(1));
        List<KeyChange> changes = run();

        assertThat(changes).contains(new Removed("sign RS256", id));
        assertThat(verifies(old)).isFalse();
        assertThat(verifies(sign())).isTrue();
    }

    @Test
    void finishesWhatANodeThatStoppedHasBegun() {
        StoredKey first = rings.store().all().stream()
                .filter(key -> key.purpose().equals("seal"))
                .findFirst()
                .orElseThrow();
        String material = Rings.MASTER_KEY.encrypt("seal", 2, new byte[32], new SecureRandom());
        rings.store().add(new StoredKey("seal", 2, rings.instant(), StoredKey.NEVER, material));

        run();

        assertThat(rings.store().all())
                .filteredOn(key -> key.purpose().equals("seal"))
                .extracting(StoredKey::removeAfter)
                .containsExactly(first.activeFrom().plus(DAY.multipliedBy(7 + 400)), StoredKey.NEVER);
    }

    @Test
    void letsManyNodesRotateAtOnce() {
        rings.pass(DAY.multipliedBy(83));
        List<KeyRing> nodes = List.of(rings.open(), rings.open());
        rings.pass(DAY.multipliedBy(90));

        List<List<KeyChange>> changes = Race.of(
                8,
                () -> nodes.get((int) (Thread.currentThread().threadId() % 2))
                        .rotation()
                        .run(rings.instant()));

        assertThat(changes.stream().flatMap(List::stream))
                .filteredOn(Announced.class::isInstance)
                .extracting(KeyChange::purpose)
                .doesNotHaveDuplicates()
                .contains("sign RS256", "sign ES256", "seal");
        nodes.forEach(KeyRing::reload);
        assertThat(keyIds(nodes.getFirst())).isEqualTo(keyIds(nodes.getLast()));
    }

    @Test
    void letsManyNodesStartAtOnce(@TempDir Path elsewhere) {
        try (Rings fresh = new Rings(elsewhere)) {
            List<KeyRing> nodes = Race.of(3, fresh::open);

            String sealed = nodes.getFirst().seal().seal(Seal.Purpose.CONSENT, "text");
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.seal().open(Seal.Purpose.CONSENT, sealed))
                            .contains("text"));
        }
    }

    @Test
    void seesAnotherNodesKeysAfterReloading() {
        KeyRing other = rings.open();
        rings.pass(DAY.multipliedBy(83));
        run();

        other.reload();

        assertThat(keyIds(other)).isEqualTo(keyIds(ring));
    }

    @Test
    void refusesAWrongMasterKeyAndDamagesNothing() {
        List<StoredKey> before = rings.store().all();

        assertThatThrownBy(() -> rings.open(Rings.OTHER_MASTER_KEY))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContainingAll(
                        "the master key of another test is not the master key of this database", "Nothing was changed");

        assertThat(rings.store().all()).isEqualTo(before);
        assertThat(keyIds(rings.open())).isEqualTo(keyIds(ring));
    }

    @Test
    void refusesAKeyThatWasMovedToAnotherPurpose() {
        StoredKey seal = rings.store().all().stream()
                .filter(key -> key.purpose().equals("seal"))
                .findFirst()
                .orElseThrow();
        rings.store().add(new StoredKey("digest", 2, seal.activeFrom(), seal.removeAfter(), seal.material()));

        assertThatThrownBy(rings::open).isInstanceOf(MasterKeyException.class);
    }

    @Test
    void matchesASecretWithItsDigestAlone() {
        SecretDigests digests = ring.secretDigests();
        String digest = digests.digest(Secret.of("secret"));

        assertThat(digests.matches(Secret.of("secret"), digest)).isTrue();
        assertThat(digests.matches(Secret.of("Secret"), digest)).isFalse();
        assertThat(digests.matches(Secret.of("secret"), digest + "A")).isFalse();
        assertThat(digests.matches(Secret.of("secret"), "")).isFalse();
        assertThat(digest).doesNotContain("secret").hasSize(43);
    }
}
