package dev.symbolon.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A page of an application that watches the session at the provider (Session Management §3.1). It takes {@code session_state} out of its
 * fragment, asks the provider's frame again and again, and shows the latest answer as {@code data-status}.
 */
final class WatchingPage implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html><meta charset="utf-8"><title>Watching</title>
            <body data-status="waiting">
            <iframe src="{frame}" hidden></iframe>
            <script>
              const state = new URLSearchParams(location.hash.slice(1)).get("session_state") ?? "";
              const frame = document.querySelector("iframe");
              const provider = new URL(frame.src).origin;
              addEventListener("message", event => {
                if (event.origin === provider) document.body.dataset.status = event.data;
              });
              frame.addEventListener("load", () =>
                  setInterval(() => frame.contentWindow.postMessage("{client} " + state, provider), 100));
            </script>
            """;

    private final HttpServer server;
    private String page = "";

    private WatchingPage(HttpServer server) {
        this.server = server;
    }

    static WatchingPage listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WatchingPage watching = new WatchingPage(server);
        server.createContext("/", watching::answer);
        return watching;
    }

    /** The same, where nobody can do anything if there is no port. */
    static WatchingPage bound() {
        try {
            return listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to answer. */
    void watch(URI frame, String client) {
        page = PAGE.replace("{frame}", frame.toString()).replace("{client}", client);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] octets = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/callback");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
