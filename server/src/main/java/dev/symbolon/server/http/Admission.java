package dev.symbolon.server.http;

import java.util.concurrent.Semaphore;

/**
 * Lets a number of requests in at a time; a number of others wait in the order in which they came, and whoever comes then is told
 * at once to come again.
 */
public final class Admission {

    private final Semaphore inside;
    private final Semaphore insideOrWaiting;
    private final Fallback fallback;

    /**
     * @param atOnce how many requests are answered at the same time
     * @param waiting how many more may wait for that
     */
    public Admission(int atOnce, int waiting, Fallback fallback) {
        this.inside = new Semaphore(atOnce, true);
        this.insideOrWaiting = new Semaphore(atOnce + waiting);
        this.fallback = fallback;
    }

    public Endpoint guard(Endpoint endpoint) {
        return request -> insideOrWaiting.tryAcquire() ? admit(endpoint, request) : busy(request);
    }

    private HttpResponse admit(Endpoint endpoint, HttpRequest request) {
        try {
            inside.acquire();
            try {
                return endpoint.handle(request);
            } finally {
                inside.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy(request);
        } finally {
            insideOrWaiting.release();
        }
    }

    private HttpResponse busy(HttpRequest request) {
        return fallback.complete(request, new Outcome.Busy());
    }
}
