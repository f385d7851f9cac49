package dev.symbolon.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector that takes OTLP over HTTP and keeps the spans. */
final class Collector implements AutoCloseable {

    private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() {
        try {
            Collector collector =
                    new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Protobuf request = Protobuf.of(exchange.getRequestBody().readAllBytes());
            for (Protobuf ofResource : request.messages(1)) {
                for (Protobuf ofScope : ofResource.messages(2)) {
                    ofScope.messages(2).stream().map(CollectedSpan::of).forEach(spans::add);
                }
            }
            texts.add(request.toString());
            exchange.sendResponseHeaders(200, -1);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<CollectedSpan> spans() {
        return List.copyOf(spans);
    }

    CollectedSpan span(String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + spans));
    }

    /** Whatever has arrived, as text. */
    String everything() {
        return String.join("\n", texts);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
