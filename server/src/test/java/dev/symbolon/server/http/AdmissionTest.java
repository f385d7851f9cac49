package dev.symbolon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final HttpRequest REQUEST = new HttpRequest("GET", "/", "", Headers.none(), "", "127.0.0.1");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch mayLeave = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch twoInside = new CountDownLatch(2);
    private final Endpoint endpoint = new Admission(2, 1, (request, outcome) -> HttpResponse.of(0)).guard(this::stay);

    private HttpResponse stay(HttpRequest request) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        twoInside.countDown();
        try {
            mayLeave.await();
            return HttpResponse.of(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpResponse.of(500);
        } finally {
            inside.decrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private CompletableFuture<HttpResponse> send() {
        return CompletableFuture.supplyAsync(() -> endpoint.handle(REQUEST), threads);
    }

    @Test
    void letsSomeInKeepsSomeWaitingAndSendsTheRestAway() throws Exception {
        var first = send();
        var second = send();
        twoInside.await();
        var third = send();
        var fourth = send();

        HttpResponse sentAway =
                (HttpResponse) CompletableFuture.anyOf(third, fourth).get();
        mayLeave.countDown();

        assertThat(sentAway.status()).isEqualTo(503);
        assertThat(sentAway.headers().first("Retry-After")).isPresent();
        assertThat(first.get().status()).isEqualTo(200);
        assertThat(second.get().status()).isEqualTo(200);
        assertThat(third.get().status() + fourth.get().status()).isEqualTo(200 + 503);
        assertThat(most).hasValue(2);
    }

    @Test
    void makesRoomAfterAFault() {
        Endpoint faulty = new Admission(1, 0, (request, outcome) -> HttpResponse.of(0)).guard(request -> {
            throw new IllegalStateException("fault");
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> faulty.handle(REQUEST)).hasMessage("fault");
        }
    }
}
