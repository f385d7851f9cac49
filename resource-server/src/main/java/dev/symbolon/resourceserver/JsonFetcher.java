package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a JSON document from the issuer: at most 1 MiB, within a time, and never by way of a redirect. */
final class JsonFetcher {

    private static final long MOST_OCTETS = 1 << 20;

    private final Duration timeout;
    private final HttpClient http;

    JsonFetcher(Duration timeout) {
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws IOException with the reason if the document cannot be had */
    JsonObject fetch(URI address) throws IOException {
        return document(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build());
    }

    /**
     * Sends a form and reads the answer.
     *
     * @param authorization the value of the Authorization header
     * @throws IOException with the reason if there is no answer
     */
    JsonObject post(URI address, Parameters form, String authorization) throws IOException {
        return document(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(form.encoded()))
                .build());
    }

    private JsonObject document(HttpRequest request) throws IOException {
        URI address = request.uri();
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered with status " + response.statusCode());
        }
        try {
            return JsonObject.parse(new String(response.body(), StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new IOException(address + ": " + e.getMessage(), e);
        }
    }

    /** Waits for the whole body: the client's own timeout ends with the headers, and a peer could send one octet an hour. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(request.uri() + " did not answer in full within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(request.uri() + ": interrupted while waiting for the answer", e);
        } finally {
            exchange.cancel(true);
        }
    }
}
