package dev.symbolon.server.storage;

import static dev.symbolon.server.storage.Samples.ADA;
import static dev.symbolon.server.storage.Samples.NOW;
import static dev.symbolon.server.storage.Samples.WEB;
import static dev.symbolon.server.storage.Samples.api;
import static dev.symbolon.server.storage.Samples.client;
import static dev.symbolon.server.storage.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.key.Keys;
import dev.symbolon.server.key.StoredKey;
import dev.symbolon.server.user.FailedSignIns.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every engine's storage does. The database has a client, an API and a user. */
public abstract class StorageContract {

    private Storage storage;

    /** Opens the database of the test, which is the same at every call, and empty at the first. */
    protected abstract Storage open();

    @BeforeEach
    void openDatabase() {
        storage = open();
        storage.declare(
                Declarations.of(List.of(client(WEB, "Web")), List.of(api()), List.of(user(ADA, "ada@example.com"))));
    }

    @AfterEach
    void closeDatabase() {
        storage.close();
    }

    @Nested
    class OfDeclarations extends DeclarationsContract {
        @Override
        Storage storage() {
            return storage;
        }
    }

    @Nested
    class OfAuthorizations extends AuthorizationsContract {
        @Override
        Storage storage() {
            return storage;
        }
    }

    @Nested
    class OfDevices extends DeviceRequestsContract {
        @Override
        Storage storage() {
            return storage;
        }
    }

    @Nested
    class OfBackchannelRequests extends BackchannelRequestsContract {
        @Override
        Storage storage() {
            return storage;
        }
    }

    @Nested
    class OfLogouts extends LogoutContract {
        @Override
        Storage storage() {
            return storage;
        }
    }

    @Nested
    class OfPeople extends PeopleContract {
        @Override
        Storage storage() {
            return storage;
        }
    }

    @Test
    void letsOneOfManyClaimAnAssertion() {
        assertThat(Race.of(64, () -> storage.usedAssertions().claim("hash", NOW.plusSeconds(60))))
                .containsOnlyOnce(true)
                .hasSize(64);
    }

    @Test
    void letsEachClaimAnAssertionOfTheirOwn() {
        AtomicInteger number = new AtomicInteger();

        assertThat(Race.of(64, () -> storage.usedAssertions().claim("hash-" + number.incrementAndGet(), NOW)))
                .containsOnly(true);
    }

    @Test
    void isReadyWhileItIsOpen() {
        assertThat(storage.isReady()).isTrue();
    }

    @Test
    void isNotReadyOnceItIsClosed() {
        storage.close();

        assertThat(storage.isReady()).isFalse();
    }

    @Test
    void keepsEverythingOverARestart() {
        storage.sessions().begin(Samples.session("one", ADA));
        storage.authorizations().redeem(Samples.authorization("first")).await();

        storage.close();
        storage = open();

        assertThat(storage.clients().all()).containsExactly(client(WEB, "Web"));
        assertThat(storage.sessions().find(Samples.session("one", ADA).id())).isPresent();
        assertThat(storage.authorizations().find(Samples.authorization("first").id()))
                .contains(Samples.authorization("first"));
    }

    @Test
    void keepsAKey() {
        StoredKey key = new StoredKey("seal", 1, NOW, StoredKey.NEVER, "material");

        assertThat(storage.keys().add(key)).isTrue();

        assertThat(storage.keys().all()).containsExactly(key);
    }

    @Test
    void addsAGenerationOfAKeyOnlyOnce() {
        AtomicInteger next = new AtomicInteger();

        List<Boolean> added = Race.of(
                64,
                () -> storage.keys()
                        .add(new StoredKey("seal", 1, NOW, StoredKey.NEVER, "material " + next.incrementAndGet())));

        assertThat(added).containsOnlyOnce(true);
    }

    @Test
    void retiresAndRemovesAKey() {
        storage.keys().add(new StoredKey("seal", 1, NOW, StoredKey.NEVER, "material"));
        storage.keys().add(new StoredKey("seal", 2, NOW, StoredKey.NEVER, "material"));

        storage.keys().retire("seal", 1, NOW.plusSeconds(1));

        assertThat(storage.keys().all())
                .extracting(StoredKey::removeAfter)
                .containsExactly(NOW.plusSeconds(1), StoredKey.NEVER);
        assertThat(storage.keys().remove("seal", 1)).isTrue();
        assertThat(storage.keys().remove("seal", 1)).isFalse();
        assertThat(storage.keys().all()).extracting(StoredKey::generation).containsExactly(2);
    }

    @Test
    void reencryptsTheKeysThatAreStillWhatTheyWere() {
        StoredKey one = new StoredKey("seal", 1, NOW, StoredKey.NEVER, "material");
        StoredKey two = new StoredKey("seal", 2, NOW, StoredKey.NEVER, "material");
        storage.keys().add(one);
        storage.keys().add(new StoredKey("seal", 2, NOW, StoredKey.NEVER, "changed"));

        int changed = storage.keys()
                .reencrypt(List.of(
                        new Keys.Reencrypted(one, "new"),
                        new Keys.Reencrypted(two, "new"),
                        new Keys.Reencrypted(new StoredKey("gone", 1, NOW, StoredKey.NEVER, "material"), "new")));

        assertThat(changed).isEqualTo(1);
        assertThat(storage.keys().all()).extracting(StoredKey::material).containsExactly("new", "changed");
    }

    @Test
    void sweepsWhatHasExpiredAndNothingElse() {
        storage.sessions().begin(Samples.session("one", ADA));
        storage.authorizations().redeem(Samples.authorization("first")).await();
        storage.failedSignIns().add(ADA, NOW);

        assertThat(storage.sweep(NOW.plusSeconds(1), 100)).isZero();
        assertThat(storage.sweep(NOW.plus(Duration.ofHours(9)), 100)).isEqualTo(1);
        assertThat(storage.sweep(NOW.plus(Duration.ofDays(2)), 100)).isEqualTo(1);
        assertThat(storage.sweep(NOW.plus(Duration.ofDays(91)), 100)).isEqualTo(1);
        assertThat(storage.authorizations().find(Samples.authorization("first").id()))
                .isEmpty();
    }

    @Test
    void sweepsNoMoreThanIsAsked() {
        IntStream.range(0, 10).forEach(i -> storage.sessions().begin(Samples.session("session " + i, ADA)));

        assertThat(storage.sweep(NOW.plus(Duration.ofDays(1)), 7)).isEqualTo(7);
        assertThat(storage.sweep(NOW.plus(Duration.ofDays(1)), 7)).isEqualTo(3);
    }

    @Test
    void sweepsEachRowOnceHoweverManySweep() {
        IntStream.range(0, 100).forEach(i -> storage.sessions().begin(Samples.session("session " + i, ADA)));

        List<Integer> swept = Race.of(8, () -> storage.sweep(NOW.plus(Duration.ofDays(1)), 20));

        assertThat(swept.stream().mapToInt(Integer::intValue).sum() + storage.sweep(NOW.plus(Duration.ofDays(1)), 100))
                .isEqualTo(100);
    }

    @Test
    void letsOneNodeSweepAtATimeUntilItDies() {
        IntStream.range(0, 3).forEach(i -> storage.sessions().begin(Samples.session("session " + i, ADA)));
        Instant now = NOW.plus(Duration.ofDays(1));

        try (Storage other = open()) {
            assertThat(storage.sweep(now, 1)).isEqualTo(1);
            assertThat(other.sweep(now, 1)).isZero();
            assertThat(storage.sweep(now.plusSeconds(60), 1)).isEqualTo(1);
            assertThat(other.sweep(now.plusSeconds(100), 1)).isZero();
            assertThat(other.sweep(now.plusSeconds(151), 1)).isEqualTo(1);
        }
    }

    @Test
    void sweepsAgainOnceAClockThatWasAheadIsRight() {
        storage.sessions().begin(Samples.session("one", ADA));
        Instant now = NOW.plus(Duration.ofDays(1));

        try (Storage ahead = open()) {
            ahead.sweep(now.plus(Duration.ofDays(365)), 0);

            assertThat(storage.sweep(now, 1)).isEqualTo(1);
        }
    }

    @Test
    void countsFailedSignInsWithoutLosingAny() {
        Race.of(64, () -> storage.failedSignIns().add(ADA, NOW));

        assertThat(storage.failedSignIns().find(ADA)).contains(new Tally(64, NOW));
        storage.failedSignIns().clear(ADA);
        assertThat(storage.failedSignIns().find(ADA)).isEmpty();
    }
}
