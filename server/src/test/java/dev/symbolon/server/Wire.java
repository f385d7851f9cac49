package dev.symbolon.server;

import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.jetty.JettyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** Serves an endpoint on this machine, and carries requests to it and its answers back over HTTP. */
final class Wire implements Endpoint, AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final JettyServer server;

    Wire(Endpoint endpoint, Fallback fallback) {
        this.server = JettyServer.start(Listener.on("127.0.0.1", 0), endpoint, fallback);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        try {
            java.net.http.HttpRequest.Builder sent = java.net.http.HttpRequest.newBuilder(address(request))
                    .method(request.method(), BodyPublishers.ofString(request.body()));
            request.headers().fields().forEach(field -> sent.header(field.name(), field.value()));
            return received(client.send(sent.build(), BodyHandlers.ofString()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI address(HttpRequest request) throws URISyntaxException {
        String path = new URI(null, null, request.path(), null).getRawPath();
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        return URI.create("http://127.0.0.1:" + server.port() + path + query);
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
        client.close();
        server.close();
    }
}
