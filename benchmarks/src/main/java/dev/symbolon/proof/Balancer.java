package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A load balancer before several nodes: each request goes to the next node whose {@code /health/ready} answers with 200. A request
 * that a node has not taken goes to the next; one that may have been begun is sent again only if it is a GET.
 */
final class Balancer implements AutoCloseable {

    private static final long HEALTH_NANOSECONDS = 100_000_000;
    private static final int MOST_WAITING = 256;

    private final ServerSocket listener;
    private final URI address;
    private final List<Upstream> upstreams = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();

    private Balancer(ServerSocket listener) {
        this.listener = listener;
        this.address = URI.create("http://localhost:" + listener.getLocalPort());
    }

    /** A node as the balancer knows it. */
    static final class Upstream {

        private final URI address;
        private volatile boolean ready;
        private final AtomicInteger lives = new AtomicInteger();

        private Upstream(URI address) {
            this.address = address;
        }

        URI address() {
            return address;
        }

        /** How often it has become ready: connections from before then are dead. */
        int lives() {
            return lives.get();
        }

        private void look(HttpRequests requests) {
            boolean found = isReady(requests);
            if (found && !ready) {
                lives.incrementAndGet();
            }
            ready = found;
        }

        private boolean isReady(HttpRequests requests) {
            try (HttpConnection connection = HttpConnection.to(address)) {
                return connection.exchange(requests.get("/health/ready")).status() == 200;
            } catch (IOException e) {
                return false;
            }
        }
    }

    static Balancer start() {
        try {
            Balancer balancer = new Balancer(new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(balancer::accept);
            return balancer;
        } catch (IOException e) {
            throw new BenchmarkException("the balancer cannot listen", e);
        }
    }

    URI address() {
        return address;
    }

    /** Sends requests there from now on, as long as it is ready. */
    void add(URI node) {
        Upstream upstream = new Upstream(node);
        upstreams.add(upstream);
        HttpRequests requests = HttpRequests.to(address);
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                upstream.look(requests);
                LockSupport.parkNanos(HEALTH_NANOSECONDS);
            }
        });
    }

    void awaitReady() {
        while (!upstreams.stream().allMatch(upstream -> upstream.ready)) {
            LockSupport.parkNanos(HEALTH_NANOSECONDS / 10);
        }
    }

    /** How many requests a node had begun, perhaps, and did not answer, and could not be sent again. */
    int cutOff() {
        return cutOff.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            next().ifPresent(client -> Thread.ofVirtual().start(() -> serve(client)));
        }
    }

    /** Nobody, if it was closed or the client has gone already. */
    private Optional<Socket> next() {
        try {
            return Optional.of(listener.accept());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void serve(Socket client) {
        try (client;
                Links links = new Links()) {
            client.setTcpNoDelay(true);
            RequestReader requests = new RequestReader(new BufferedInputStream(client.getInputStream()));
            for (Optional<String> request = requests.next(); request.isPresent(); request = requests.next()) {
                client.getOutputStream().write(forward(links, request.get()).octets());
            }
        } catch (IOException _) {
            // The client has gone.
            return;
        }
    }

    private Relayed forward(Links links, String request) {
        boolean mayBeRepeated = request.startsWith("GET ");
        int first = turn.getAndIncrement() & Integer.MAX_VALUE;
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get((first + i) % upstreams.size());
            if (!upstream.ready) {
                continue;
            }
            switch (links.send(upstream, request)) {
                case Links.Sent.Answered(HttpReply reply) -> {
                    return Relayed.of(reply);
                }
                case Links.Sent.NotTaken() -> upstream.ready = false;
                case Links.Sent.CutOff() -> {
                    if (!mayBeRepeated) {
                        cutOff.incrementAndGet();
                        return Relayed.BAD_GATEWAY;
                    }
                }
            }
        }
        return Relayed.NOBODY;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new BenchmarkException("the balancer cannot stop", e);
        }
    }
}
