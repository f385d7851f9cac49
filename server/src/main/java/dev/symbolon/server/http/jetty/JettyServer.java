package dev.symbolon.server.http.jetty;

import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A running HTTP/1.1 server: a virtual thread per request. */
public final class JettyServer implements AutoCloseable {

    /** For how long a stopping server waits for another request on a connection that has none under way. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(100);

    private static final int MOST_THREADS = 200;
    private static final int FEWEST_THREADS = 8;

    private final Server server;
    private final ServerConnector connector;
    private final EndpointAdapter adapter;
    private final Optional<TlsCertificate> certificate;
    private final Duration farewell;

    private JettyServer(
            Server server,
            ServerConnector connector,
            EndpointAdapter adapter,
            Optional<TlsCertificate> certificate,
            Duration farewell) {
        this.server = server;
        this.connector = connector;
        this.adapter = adapter;
        this.certificate = certificate;
        this.farewell = farewell;
    }

    /**
     * Starts to listen.
     *
     * @param fallback answers what does not become a request
     * @throws UncheckedIOException if it cannot listen there, for instance because the port is taken, or has no certificate
     */
    public static JettyServer start(Listener listener, Endpoint endpoint, Fallback fallback) {
        Limits limits = listener.limits();
        // Jetty's own queue starts the JVM's management interface, to learn how wide a line of the processor's cache
        // is.
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS, new LinkedBlockingQueue<>());
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        Server server = new Server(threads);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(limits.farewell().toMillis());
        EndpointAdapter adapter = new EndpointAdapter(limits, listener.trustedProxies(), endpoint, fallback);
        server.setHandler(adapter);
        Optional<TlsCertificate> certificate = listener.tls().map(TlsCertificate::new);
        ServerConnector connector = connector(server, certificate, new HttpConnectionFactory(configuration(limits)));
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(BETWEEN_REQUESTS.toMillis());
        connector.addBean(new HeaderDeadline(connector.getScheduler(), limits.arrival()));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        JettyServer started = new JettyServer(server, connector, adapter, certificate, limits.farewell());
        started.start();
        return started;
    }

    private static ServerConnector connector(
            Server server, Optional<TlsCertificate> certificate, HttpConnectionFactory http) {
        // Health checks name an address, not the host of the certificate.
        certificate.ifPresent(present -> http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false)));
        return certificate
                .map(present -> new ServerConnector(server, present.contexts(), http))
                .orElseGet(() -> new ServerConnector(server, http));
    }

    /** Header fields are not remembered from one request to the next: few come again, and each connection would keep a table of its own. */
    private static HttpConfiguration configuration(Limits limits) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(limits.headerOctets());
        configuration.setResponseHeaderSize(limits.headerOctets());
        configuration.setMaxResponseHeaderSize(4 * limits.headerOctets());
        configuration.setHeaderCacheSize(0);
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        configuration.setUriCompliance(UriCompliance.RFC3986);
        return configuration;
    }

    private void start() {
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the HTTP server cannot start", e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    public boolean hasCertificate() {
        return certificate.isPresent();
    }

    /**
     * Takes the certificate and its key from their files, if there are any and they have changed: new connections see them.
     *
     * @return whether they have changed
     * @throws IllegalArgumentException if what the files hold now cannot be used; what they held before stays in use
     * @throws UncheckedIOException if they cannot be read; as well
     */
    public boolean renewCertificate() {
        return certificate.isPresent() && certificate.get().renew();
    }

    /** Serves on, but closes every connection after the next answer on it, so that its peer moves on in time. */
    public void keepNoConnections() {
        adapter.keepNoConnections();
    }

    /** Accepts nothing more, lets the requests that are under way finish for as long as the limits say, and stops. */
    @Override
    public void close() {
        keepNoConnections();
        try {
            letFinish();
            server.stop();
        } catch (TimeoutException _) {
            // What has not finished had its time, and is cut off.
            return;
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server has not stopped as it should", e);
        }
    }

    /** Whoever closes the connector before the server answers what arrives on the last connections meanwhile. */
    private void letFinish() throws Exception {
        try {
            connector.shutdown().get(farewell.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            server.setStopTimeout(1);
        }
    }
}
