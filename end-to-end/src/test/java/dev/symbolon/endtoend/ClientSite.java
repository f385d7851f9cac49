package dev.symbolon.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client serves itself on this machine: documents, and an address at which it is told something. */
final class ClientSite implements AutoCloseable {

    private static final String INBOX = "/inbox";

    private record Document(String contentType, String body) {}

    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile int answer = 200;

    private ClientSite(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static ClientSite open() {
        try {
            return new ClientSite(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves a document from now on. */
    URI publish(String path, String contentType, String body) {
        documents.put(path, new Document(contentType, body));
        return uri(path);
    }

    URI inbox() {
        return uri(INBOX);
    }

    /** Whether nothing has been posted to the inbox but what was awaited. */
    boolean isToldNothing() {
        return told.isEmpty();
    }

    /** Answers so from now on whatever is posted to the inbox. */
    void answerWith(int status) {
        answer = status;
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** The next content that is posted to the inbox. */
    String await() {
        try {
            String content = told.poll(20, TimeUnit.SECONDS);
            if (content == null) {
                throw new AssertionError("nothing has come");
            }
            return content;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INBOX)) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(answer, -1);
                return;
            }
            Document document = documents.get(path);
            if (document == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = document.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", document.contentType());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
