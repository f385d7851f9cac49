package dev.symbolon.server.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

    private final Semaphore commits = new Semaphore(0);
    private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Void>> rests = new LinkedBlockingQueue<>();
    private final WriteQueue<PendingWrite<String>> queue = WriteQueue.start("writer", 1, this::commit, this::rest);

    private void commit(List<PendingWrite<String>> together) {
        begun.add(together.size());
        commits.acquireUninterruptibly();
        together.forEach(write -> write.succeed("done"));
    }

    private void rest() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        rests.add(over);
        over.join();
    }

    @AfterEach
    void close() {
        commits.release(100);
        queue.close();
    }

    @Test
    void commitsAtOnceWhatComesAlone() throws InterruptedException {
        add(1);
        assertThat(begun()).isEqualTo(1);
        commits.release();

        add(1);

        assertThat(begun()).isEqualTo(1);
        assertThat(rests).isEmpty();
    }

    @Test
    void restsAfterAFewSoThatMoreShareTheNextCommit() throws InterruptedException {
        waitingWhileAnotherIsCommitted(2);
        assertThat(begun()).isEqualTo(2);
        commits.release();
        CompletableFuture<Void> rest = rests.poll(10, TimeUnit.SECONDS);

        add(5);
        assertThat(begun).isEmpty();
        rest.complete(null);

        assertThat(begun()).isEqualTo(5);
        commits.release();
        rests.poll(10, TimeUnit.SECONDS).complete(null);
    }

    @Test
    void doesNotRestWhenManyShareACommitAnyway() throws InterruptedException {
        waitingWhileAnotherIsCommitted(20);
        assertThat(begun()).isEqualTo(20);
        commits.release();

        add(1);

        assertThat(begun()).isEqualTo(1);
        assertThat(rests).isEmpty();
    }

    private void waitingWhileAnotherIsCommitted(int writes) throws InterruptedException {
        add(1);
        assertThat(begun()).isEqualTo(1);
        add(writes);
        commits.release();
    }

    private void add(int writes) {
        for (int i = 0; i < writes; i++) {
            queue.add(new PendingWrite<>(link -> "unused"));
        }
    }

    private int begun() throws InterruptedException {
        return begun.poll(10, TimeUnit.SECONDS);
    }
}
