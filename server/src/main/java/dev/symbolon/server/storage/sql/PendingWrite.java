package dev.symbolon.server.storage.sql;

import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that waits for a writer. What it yields is told only after the commit. */
class PendingWrite<T> implements Pending<T> {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    PendingWrite(Work<T> work) {
        this.work = work;
    }

    final Work<T> work() {
        return work;
    }

    /** Nobody waits for it any more, so that it need not be begun. */
    final boolean isGivenUp() {
        return result.isDone();
    }

    final void succeed(T value) {
        result.complete(value);
    }

    final void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public final T await() {
        try {
            return result.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw new StorageUnavailableException("the database is too busy", e);
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
