package dev.symbolon.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.server.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** What somebody else serves on this machine: answers by path, and remembers what it was asked. */
public final class TestSite implements AutoCloseable {

    /** A request that came: where it was sent to, and its content. */
    public record Visit(String method, String host, String path, String body) {}

    private final Map<String, Function<Visit, HttpResponse>> answers = new ConcurrentHashMap<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private TestSite(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    public static TestSite open() {
        try {
            return on(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A site on a server that is bound, but not started. */
    public static TestSite on(HttpServer server) {
        return new TestSite(server);
    }

    /** Answers so at that path from now on. */
    public TestSite at(String path, Function<Visit, HttpResponse> answer) {
        answers.put(path, answer);
        return this;
    }

    public TestSite at(String path, HttpResponse answer) {
        return at(path, visit -> answer);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Visit visit = new Visit(
                    exchange.getRequestMethod(),
                    exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestURI().getRawPath(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            visits.add(visit);
            HttpResponse answer = answers.getOrDefault(visit.path(), it -> HttpResponse.of(404))
                    .apply(visit);
            answer.headers()
                    .fields()
                    .forEach(field -> exchange.getResponseHeaders().add(field.name(), field.value()));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
