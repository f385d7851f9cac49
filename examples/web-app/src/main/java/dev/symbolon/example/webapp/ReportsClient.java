package dev.symbolon.example.webapp;

import dev.symbolon.example.webapp.page.Outcome;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Calls the reports API with an access token (RFC 6750 §2.1). */
final class ReportsClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_OCTETS = 100_000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI reports;

    ReportsClient(URI api) {
        this.reports = api.resolve("/reports");
    }

    Outcome.ApiAnswer list(AccessToken token) throws IOException {
        return send(token, HttpRequest.newBuilder(reports).GET(), Optional.empty());
    }

    Outcome.ApiAnswer create(AccessToken token, String title) throws IOException {
        String report = JsonObject.empty().with("title", title).toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(reports)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(report));
        return send(token, request, Optional.of(report));
    }

    private Outcome.ApiAnswer send(AccessToken token, HttpRequest.Builder builder, Optional<String> sent)
            throws IOException {
        HttpRequest request = builder.header("Authorization", "Bearer " + token.value())
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> answer =
                    http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_OCTETS));
            return new Outcome.ApiAnswer(
                    new Outcome.ApiRequest(request.method(), reports, token, sent),
                    answer.statusCode(),
                    answer.headers().firstValue("WWW-Authenticate"),
                    answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while calling the API");
        }
    }
}
