package dev.symbolon.benchmark.load;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Clients that work at the same time, each with a thread and a connection. Platform threads: waiting on a socket costs them less
 * than it costs virtual ones, and the load shall cost little beside what is measured.
 */
final class Clients {

    private final List<Client> all = new ArrayList<>();
    private volatile boolean measuring;
    private volatile boolean over;

    /** When a client may begin its next operation, in {@link System#nanoTime}, and whether there is a next one at all. */
    @FunctionalInterface
    interface Pace {

        /** Waits for the moment from which the next operation counts, and returns it. */
        long next() throws InterruptedException;
    }

    private final class Client implements Runnable {

        private final HttpConnection connection;
        private final Operation operation;
        private final Pace pace;
        private final Tally tally = new Tally();
        private final Thread thread;

        Client(HttpConnection connection, Operation operation, Pace pace, int number) {
            this.connection = connection;
            this.operation = operation;
            this.pace = pace;
            this.thread = Thread.ofPlatform().name("client-" + number).daemon().unstarted(this);
        }

        @Override
        public void run() {
            try (connection) {
                while (!over) {
                    perform(pace.next());
                }
            } catch (InterruptedException _) {
                // There is nothing more to do.
                return;
            }
        }

        /** An operation counts from the moment in which it was due; a refusal from the one in which it was asked for. */
        private void perform(long due) {
            long begun = System.nanoTime();
            try {
                operation.perform(connection);
                if (measuring) {
                    tally.addDone(System.nanoTime() - due);
                }
            } catch (Refusal e) {
                if (measuring) {
                    tally.addRefused(System.nanoTime() - begun);
                }
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        /** Failures count from the first moment on, and one that goes on does not spin. */
        private void fail(Exception e) {
            tally.addFailure(e instanceof WrongAnswer answer ? answer.reason() : e.toString());
            try {
                Thread.sleep(1);
            } catch (InterruptedException _) {
                thread.interrupt();
            }
        }
    }

    static Window run(Load load, Operation operation, Supplier<Pace> paces, CpuClock clock) {
        Clients clients = new Clients();
        for (int i = 0; i < load.clients(); i++) {
            clients.all.add(clients.new Client(HttpConnection.to(load.server()), operation, paces.get(), i));
        }
        clients.all.forEach(client -> client.thread.start());
        try {
            return clients.measure(load, clock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        } finally {
            clients.over = true;
            clients.all.forEach(client -> client.thread.interrupt());
        }
    }

    private Window measure(Load load, CpuClock clock) throws InterruptedException {
        Thread.sleep(load.warmUp());
        Duration cpuBefore = clock.cpu();
        long begun = System.nanoTime();
        measuring = true;
        Thread.sleep(load.measured());
        measuring = false;
        long ended = System.nanoTime();
        Duration cpuAfter = clock.cpu();
        over = true;
        Tally tally = new Tally();
        for (Client client : all) {
            client.thread.interrupt();
            client.thread.join();
            tally.addAll(client.tally);
        }
        return new Window(tally, Duration.ofNanos(ended - begun), cpuAfter.minus(cpuBefore));
    }
}
