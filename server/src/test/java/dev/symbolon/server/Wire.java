package dev.symbolon.server;

import dev.symbolon.protocol.CertificateThumbprint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.Tls;
import dev.symbolon.server.http.TrustedProxies;
import dev.symbolon.server.http.jetty.JettyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Serves an endpoint on this machine, and carries requests to it and its answers back over HTTP. */
final class Wire implements Endpoint, AutoCloseable {

    private static final TestIdentity SERVER = TestIdentity.server();

    private final Map<CertificateThumbprint, HttpClient> introduced = new ConcurrentHashMap<>();
    private final String origin;
    private final HttpClient client;
    private final JettyServer server;

    private Wire(String scheme, HttpClient client, JettyServer server) {
        this.origin = scheme + "://127.0.0.1:" + server.port();
        this.client = client;
        this.server = server;
    }

    static Wire plain(Endpoint endpoint, Fallback fallback) {
        return new Wire(
                "http", HttpClient.newHttpClient(), JettyServer.start(Listener.on("127.0.0.1", 0), endpoint, fallback));
    }

    /**
     * Over TLS that asks for certificates.
     *
     * @param folder for the server's own
     */
    static Wire encrypted(Path folder, Endpoint endpoint, Fallback fallback) {
        Tls tls = new Tls(
                SERVER.writeCertificate(folder.resolve("server.pem")),
                SERVER.writeKey(folder.resolve("server.key")),
                true);
        Listener listener = new Listener("127.0.0.1", 0, Limits.DEFAULT, TrustedProxies.NONE, Optional.of(tls));
        return new Wire(
                "https",
                client(TestIdentity.plainContext(SERVER.certificate())),
                JettyServer.start(listener, endpoint, fallback));
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    /** Whose certificate requests may bear: they go over connections that show it. */
    void introduce(TestIdentity identity) {
        introduced.computeIfAbsent(
                identity.shown().thumbprint(), unknown -> client(identity.clientContext(SERVER.certificate())));
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        try {
            java.net.http.HttpRequest.Builder sent = java.net.http.HttpRequest.newBuilder(address(request))
                    .method(request.method(), BodyPublishers.ofString(request.body()));
            request.headers().fields().forEach(field -> sent.header(field.name(), field.value()));
            return received(over(request).send(sent.build(), BodyHandlers.ofString()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpClient over(HttpRequest request) {
        return request.certificate()
                .map(shown -> Optional.ofNullable(introduced.get(shown.thumbprint()))
                        .orElseThrow(() -> new AssertionError("nobody has introduced whose certificate that is")))
                .orElse(client);
    }

    private URI address(HttpRequest request) throws URISyntaxException {
        String path = new URI(null, null, request.path(), null).getRawPath();
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        return URI.create(origin + path + query);
    }

    private static HttpResponse received(java.net.http.HttpResponse<String> answer) {
        Headers headers = Headers.none();
        for (Map.Entry<String, List<String>> field : answer.headers().map().entrySet()) {
            for (String value : field.getValue()) {
                headers = headers.add(field.getKey(), value);
            }
        }
        return new HttpResponse(answer.statusCode(), headers, answer.body());
    }

    @Override
    public void close() {
        introduced.values().forEach(HttpClient::close);
        client.close();
        server.close();
    }
}
