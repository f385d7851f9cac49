package dev.symbolon.server.storage.sql;

import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.sql.Database.Work;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Work that waits for the writer. What it yields is told only after the commit. */
final class PendingWrite<T extends @Nullable Object> {

    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private Runnable acknowledgement = () -> {};

    PendingWrite(Work<T> work) {
        this.work = work;
    }

    /** Does the work; if it fails, what it did is undone, and the transaction that it is part of goes on. */
    void attempt(Handle handle) {
        if (result.isDone()) {
            return;
        }
        handle.execute("SAVEPOINT work");
        try {
            T value = work.on(handle);
            acknowledgement = () -> result.complete(value);
        } catch (RuntimeException e) {
            handle.execute("ROLLBACK TO work");
            RuntimeException failure = Failures.translated(e, Dialect.SQLITE);
            acknowledgement = () -> result.completeExceptionally(failure);
        }
        handle.execute("RELEASE work");
    }

    void acknowledge() {
        acknowledgement.run();
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    T await(Duration longest) {
        try {
            return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
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
