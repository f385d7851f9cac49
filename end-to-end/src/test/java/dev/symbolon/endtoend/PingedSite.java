package dev.symbolon.endtoend;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ciba.AuthRequestID;
import com.nimbusds.oauth2.sdk.ciba.CIBAPingCallback;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where a client of CIBA is told that a person has decided, and what it answers to that. */
final class PingedSite implements AutoCloseable {

    private static final String PATH = "/decided";

    private final BlockingQueue<HTTPRequest> told = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile int status = 204;
    private volatile String body = "";

    private PingedSite(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static PingedSite open() {
        try {
            return new PingedSite(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return uri(PATH);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Answers so from now on, and forgets what it was told. */
    void answers(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
        told.clear();
    }

    /** What it is told of that request, as the SDK reads it: by JSON, with a Bearer token. */
    CIBAPingCallback await(AuthRequestID id) {
        return find(id, Duration.ofSeconds(20))
                .orElseThrow(() -> new AssertionError("nobody has told it of the request"));
    }

    /** Whether it is told of that request within a while that is long enough for a second attempt, or for a redirect. */
    boolean isToldAgain(AuthRequestID id) {
        return find(id, Duration.ofSeconds(3)).isPresent();
    }

    private Optional<CIBAPingCallback> find(AuthRequestID id, Duration patience) {
        try {
            HTTPRequest request = told.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            while (request != null) {
                CIBAPingCallback ping = CIBAPingCallback.parse(request);
                if (ping.getAuthRequestID().equals(id)) {
                    return Optional.of(ping);
                }
                request = told.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            return Optional.empty();
        } catch (ParseException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HTTPRequest request = new HTTPRequest(
                    HTTPRequest.Method.valueOf(exchange.getRequestMethod()),
                    uri(exchange.getRequestURI().getPath()));
            exchange.getRequestHeaders().forEach((name, values) -> request.setHeader(name, values.getFirst()));
            request.setBody(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            told.add(request);
            if (status == 301) {
                exchange.getResponseHeaders().set("Location", uri("/elsewhere").toString());
            }
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            if (content.length > 0) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
