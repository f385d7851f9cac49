package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The provider as it is installed: a process of its own, on a free port of this machine. */
public final class ProviderProcess implements AutoCloseable {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final JavaProcess process;
    private final URI issuer;
    private final URI address;
    private final long begun;

    private ProviderProcess(JavaProcess process, URI issuer, URI address, long begun) {
        this.process = process;
        this.issuer = issuer;
        this.address = address;
        this.begun = begun;
    }

    /**
     * How to start it.
     *
     * @param data its folder, which must exist; its log goes there too
     * @param manifests that it applies
     * @param environment settings and secrets, for instance {@code SYMBOLON_STORAGE_URL}
     * @param jvmOptions in addition to those of the launcher
     * @param checkout whose provider it is
     */
    public record Settings(
            Path data, List<Path> manifests, Map<String, String> environment, List<String> jvmOptions, Path checkout) {

        public static Settings in(Path data) {
            return new Settings(data, List.of(), Map.of(), List.of(), Checkout.root());
        }

        /** The provider of another checkout. */
        public Settings of(Path other) {
            return new Settings(data, manifests, environment, jvmOptions, other);
        }

        public Settings withManifest(Path manifest) {
            return new Settings(data, List.of(manifest), environment, jvmOptions, checkout);
        }

        public Settings withEnvironment(Map<String, String> more) {
            return new Settings(data, manifests, more, jvmOptions, checkout);
        }

        public Settings withJvmOptions(List<String> more) {
            return new Settings(data, manifests, environment, more, checkout);
        }

        PackagedServer server() {
            return new PackagedServer(checkout);
        }
    }

    /** Starts it on a port that is free, and does not wait for it. */
    public static ProviderProcess start(Settings settings) {
        return start(settings, freePort());
    }

    /** Starts it on this port, and does not wait for it. */
    public static ProviderProcess start(Settings settings, int port) {
        return start(settings, port, URI.create("http://localhost:" + port));
    }

    /** Starts one of the nodes behind a proxy, on this port, and does not wait for it. */
    public static ProviderProcess start(Settings settings, int port, URI issuer) {
        List<String> arguments = new ArrayList<>(
                List.of("start", "--issuer=" + issuer, "--listener-port=" + port, "--data=" + settings.data()));
        if (!settings.manifests().isEmpty()) {
            List<String> names =
                    settings.manifests().stream().map(Path::toString).toList();
            arguments.add("--manifests=" + String.join(",", names));
        }
        JavaProcess.Program program = settings.server().program(settings, arguments);
        Path log = settings.data().resolve("provider.log");
        long begun = System.nanoTime();
        return new ProviderProcess(
                JavaProcess.start(program, log), issuer, URI.create("http://localhost:" + port), begun);
    }

    /** A port that nobody listens on just now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkException("there is no free port", e);
        }
    }

    /**
     * Waits until discovery answers with 200.
     *
     * @return how long that took, from the moment on in which the process was started
     * @throws BenchmarkException with what it printed, if it ends before or takes longer than three minutes
     */
    public Duration awaitReady() {
        while (!isReady()) {
            if (!process.isAlive() || sinceBegun().compareTo(LONGEST_START) > 0) {
                throw new BenchmarkException("the provider does not start:\n" + process.output());
            }
            pause();
        }
        return sinceBegun();
    }

    private Duration sinceBegun() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Whether discovery answers with 200. */
    public boolean isReady() {
        try (HttpConnection connection = HttpConnection.to(address)) {
            return connection.exchange(HttpRequests.to(issuer).get(DISCOVERY)).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /** What it calls itself. */
    public URI issuer() {
        return issuer;
    }

    /** Where it listens: another address than its own if there is a proxy before it. */
    public URI address() {
        return address;
    }

    /** The process: what it uses, what it prints, and how to end it. */
    public JavaProcess process() {
        return process;
    }

    /** Lets it finish what it has begun, and waits for its end. */
    @Override
    public void close() {
        process.stop();
    }

    /** Whether the provider has been built. */
    public static boolean isBuilt() {
        return isBuilt(Checkout.root());
    }

    /** Whether the provider of a checkout has been built. */
    public static boolean isBuilt(Path checkout) {
        return new PackagedServer(checkout).isBuilt();
    }

    /** Whether the provider has been built since its classes were compiled last. */
    public static boolean isUpToDate() {
        return isBuilt() && PackagedServer.ofThisCheckout().isUpToDate();
    }
}
