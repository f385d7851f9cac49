package dev.symbolon.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The keys that a node knows")
class CurrentKeysTest {

    private final CountDownLatch hasRead = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private Rings rings;
    private KeyRing elsewhere;

    @BeforeEach
    void open() {
        rings = new Rings(folder);
        elsewhere = rings.open();
    }

    @AfterEach
    void close() {
        rings.close();
    }

    private CurrentKeys keys(UnaryOperator<List<StoredKey>> read) {
        return new CurrentKeys(new ReadKeys(rings.store(), read), MasterKeys.of(Rings.MASTER_KEY));
    }

    private void replaceElsewhere() {
        elsewhere.rotation().replaceSigning(rings.instant());
    }

    /** What the slow one has read is old when it goes on. */
    private List<StoredKey> slowly(List<StoredKey> read) {
        if (Thread.currentThread().getName().equals("slow")) {
            hasRead.countDown();
            await(mayGoOn);
        }
        return read;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void areNotThoseThatSomebodySlowerHasReadBefore() throws InterruptedException {
        CurrentKeys keys = keys(this::slowly);
        Thread slow = Thread.ofPlatform().name("slow").start(keys::reload);
        await(hasRead);
        replaceElsewhere();
        Thread fast = Thread.ofPlatform().start(keys::reload);
        while (fast.isAlive() && fast.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }

        mayGoOn.countDown();
        slow.join();
        fast.join();

        assertThat(keys.snapshot().jwks()).isEqualTo(elsewhere.signingKeys().jwks());
    }

    @Test
    void areDecryptedAnewWithoutTheDatabase() {
        boolean[] isAway = new boolean[1];
        CurrentKeys keys = keys(read -> {
            if (isAway[0]) {
                throw new IllegalStateException("the database is away");
            }
            return read;
        });
        KeySnapshot before = keys.reload();
        isAway[0] = true;

        keys.renew();

        assertThat(keys.snapshot()).isNotSameAs(before);
        assertThat(keys.snapshot().jwks()).isEqualTo(before.jwks());
    }

    /** Keys of which a test sees when they are read. */
    private record ReadKeys(Keys keys, UnaryOperator<List<StoredKey>> read) implements Keys {

        @Override
        public List<StoredKey> all() {
            return read.apply(keys.all());
        }

        @Override
        public boolean add(StoredKey key) {
            return keys.add(key);
        }

        @Override
        public void retire(String purpose, int generation, Instant removeAfter) {
            keys.retire(purpose, generation, removeAfter);
        }

        @Override
        public boolean remove(String purpose, int generation) {
            return keys.remove(purpose, generation);
        }

        @Override
        public int reencrypt(List<Reencrypted> changed) {
            return keys.reencrypt(changed);
        }
    }
}
