package dev.symbolon.proof;

import dev.symbolon.benchmark.process.ProviderProcess;
import java.net.URI;
import java.time.Duration;

/** A provider that ends and starts again on the same port, with the same settings. */
final class Node implements AutoCloseable {

    private final ProviderProcess.Settings settings;
    private final int port;
    private final URI issuer;
    private volatile ProviderProcess process;

    private Node(ProviderProcess.Settings settings, int port, URI issuer) {
        this.settings = settings;
        this.port = port;
        this.issuer = issuer;
        this.process = ProviderProcess.start(settings, port, issuer);
    }

    /** A provider of its own; it need not be ready yet. */
    static Node alone(ProviderProcess.Settings settings) {
        int port = ProviderProcess.freePort();
        return new Node(settings, port, URI.create("http://localhost:" + port));
    }

    /** One of several that go by the same name; it need not be ready yet. */
    static Node behind(URI issuer, ProviderProcess.Settings settings) {
        return new Node(settings, ProviderProcess.freePort(), issuer);
    }

    URI issuer() {
        return issuer;
    }

    URI address() {
        return process.address();
    }

    ProviderProcess process() {
        return process;
    }

    void awaitReady() {
        process.awaitReady();
    }

    /** SIGKILL: nothing can be finished. */
    void kill() {
        process.process().kill();
    }

    /** SIGTERM: what was begun is finished. */
    void stop() {
        process.process().stop();
    }

    /** @return the time from the start of the process to its first 200 */
    Duration startAgain() {
        long begun = System.nanoTime();
        process = ProviderProcess.start(settings, port, issuer);
        process.awaitReady();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        process.close();
    }
}
