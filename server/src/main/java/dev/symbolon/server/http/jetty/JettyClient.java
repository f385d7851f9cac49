package dev.symbolon.server.http.jetty;

import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Sends one request and reads one answer, and does nothing by itself: it follows no redirect, keeps no cookie, answers no
 * challenge, and unpacks nothing.
 */
public final class JettyClient implements AutoCloseable {

    private static final List<String> READ = List.of("content-type", "location", "cache-control", "age");
    private static final int MOST_HEADER_OCTETS = 16 * 1024;
    private static final int MOST_THREADS = 16;
    private static final int MOST_LOOKUPS = 64;
    private static final int MOST_CONNECTIONS_TO_ONE = 8;
    private static final Duration UNUSED = Duration.ofSeconds(30);

    /** How long after its time a request is given up that the client has not ended by itself. */
    private static final Duration LATE = Duration.ofSeconds(1);

    /** Says to which addresses of a host a connection may be made: it is made to one of these, without asking again. */
    @FunctionalInterface
    public interface Resolver {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    /**
     * @param connect within what time a connection must stand
     * @param whole within what time the answer must have come
     * @param octets how long its content may be
     */
    public record Bounds(Duration connect, Duration whole, int octets) {

        public static final Bounds DEFAULT = new Bounds(Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024);
    }

    private final Resolver resolver;
    private final Bounds bounds;
    private final HttpClient client;
    private final ExecutorService lookups = new ThreadPoolExecutor(
            0,
            MOST_LOOKUPS,
            UNUSED.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("lookup-", 0).factory());

    public JettyClient(Resolver resolver, SSLContext trust, Bounds bounds) {
        this.resolver = resolver;
        this.bounds = bounds;
        this.client = start(trust);
    }

    /**
     * @param uri http or https; its fragment is not sent
     * @throws IOException if no answer comes within the bounds
     */
    public HttpResponse send(String method, URI uri, Headers headers, Optional<String> body) throws IOException {
        Request request = client.newRequest(uri)
                .method(method)
                .followRedirects(false)
                .timeout(bounds.whole().toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> headers.fields().forEach(field -> fields.put(field.name(), field.value())));
        body.ifPresent(content -> request.body(new BytesRequestContent(content.getBytes(StandardCharsets.UTF_8))));
        try {
            return response(new CompletableResponseListener(request, bounds.octets())
                    .send()
                    .get(bounds.whole().plus(LATE).toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            throw new IOException("the answer did not come in time", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(reason(cause), cause);
        } catch (InterruptedException e) {
            var _ = request.abort(e);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the request was interrupted");
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static HttpResponse response(ContentResponse response) {
        List<Headers.Field> fields = new ArrayList<>();
        for (HttpField field : response.getHeaders()) {
            if (READ.contains(field.getLowerCaseName()) && field.getValue() != null) {
                fields.add(new Headers.Field(field.getName(), field.getValue()));
            }
        }
        return new HttpResponse(
                response.getStatus(), new Headers(fields), new String(response.getContent(), StandardCharsets.UTF_8));
    }

    private HttpClient start(SSLContext trust) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1, new LinkedBlockingQueue<>());
        threads.setName("fetch");
        threads.setDaemon(true);
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(trust);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setSslContextFactory(tls);
        HttpClient fresh = new HttpClient(new HttpClientTransportOverHTTP(connector));
        fresh.setExecutor(threads);
        fresh.setSocketAddressResolver(this::resolve);
        fresh.setConnectTimeout(bounds.connect().toMillis());
        fresh.setIdleTimeout(UNUSED.toMillis());
        fresh.setDestinationIdleTimeout(UNUSED.toMillis());
        fresh.setMaxConnectionsPerDestination(MOST_CONNECTIONS_TO_ONE);
        fresh.setHttpCookieStore(new HttpCookieStore.Empty());
        fresh.setMaxResponseHeadersSize(MOST_HEADER_OCTETS);
        fresh.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Symbolon"));
        try {
            fresh.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client cannot start", e);
        }
        fresh.getProtocolHandlers().clear();
        InterimResponses.passOver(fresh.getProtocolHandlers());
        fresh.getContentDecoderFactories().clear();
        return fresh;
    }

    /** A lookup can take much longer than a request may, and has no end of its own: it keeps no thread from other hosts. */
    private void resolve(
            String host, int port, Map<String, Object> destination, Promise<List<InetSocketAddress>> promise) {
        try {
            lookups.execute(() -> {
                try {
                    promise.succeeded(addresses(host, port));
                } catch (UnknownHostException | RuntimeException e) {
                    promise.failed(e);
                }
            });
        } catch (RejectedExecutionException e) {
            promise.failed(new UnknownHostException("too many names are being looked up"));
        }
    }

    /** With the host's name, which the certificate must have. */
    private List<InetSocketAddress> addresses(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : resolver.addresses(host)) {
            addresses.add(new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
        }
        return addresses;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client has not stopped as it should", e);
        }
    }
}
