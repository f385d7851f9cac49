package dev.symbolon.client.internal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests with a limit on size (1 MiB) and on time (headers and body together), and follows no redirect. */
public final class Http {

    private static final int MOST_OCTETS = 1 << 20;

    private final HttpClient client;
    private final Duration timeout;

    /** @throws IllegalArgumentException if the client follows redirects */
    public Http(HttpClient client, Duration timeout) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client must not follow redirects (HttpClient.Redirect.NEVER)");
        }
        this.client = client;
        this.timeout = timeout;
    }

    /** What came back: the body is read as UTF-8. */
    public record Answer(int status, HttpHeaders headers, String body) {

        /** Without parameters, in lower case; empty if there is none. */
        public String contentType() {
            String type = headers.firstValue("Content-Type").orElse("");
            return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IOException if there is no whole answer within the limits; the message names none of the request's values */
    public Answer send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        try {
            HttpResponse<byte[]> whole = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(whole.statusCode(), whole.headers(), new String(whole.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the answer", e);
        } catch (ExecutionException e) {
            throw new IOException("no answer: " + e.getCause(), e.getCause());
        }
    }
}
