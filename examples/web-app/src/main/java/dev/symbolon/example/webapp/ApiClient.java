package dev.symbolon.example.webapp;

import dev.symbolon.client.OpenIdClient;
import dev.symbolon.example.webapp.page.Outcome;
import dev.symbolon.example.webapp.page.UsedToken;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Calls the API with access tokens; the SDK sends them as the registration wants it: by themselves, or with a proof of the key. */
final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_OCTETS = 100_000;

    private final URI api;

    ApiClient(URI api) {
        this.api = api;
    }

    Outcome.ApiAnswer list(OpenIdClient client, UsedToken used) throws IOException {
        return send(client, used, request("/reports").GET(), Optional.empty());
    }

    Outcome.ApiAnswer create(OpenIdClient client, UsedToken used, String title) throws IOException {
        String report = JsonObject.empty().with("title", title).toString();
        HttpRequest.Builder request =
                request("/reports").header("Content-Type", "application/json").POST(BodyPublishers.ofString(report));
        return send(client, used, request, Optional.of(report));
    }

    Outcome.ApiAnswer delete(OpenIdClient client, UsedToken used) throws IOException {
        return send(client, used, request("/reports").DELETE(), Optional.empty());
    }

    Outcome.ApiAnswer publish(OpenIdClient client, UsedToken used) throws IOException {
        return send(client, used, request("/publications").POST(BodyPublishers.noBody()), Optional.empty());
    }

    Outcome.ApiAnswer count(OpenIdClient client, UsedToken used) throws IOException {
        return send(client, used, request("/statistics/reports").GET(), Optional.empty());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path));
    }

    private static Outcome.ApiAnswer send(
            OpenIdClient client, UsedToken used, HttpRequest.Builder builder, Optional<String> sent)
            throws IOException {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        boolean isBound = client.registration().dpopKey().isPresent();
        try {
            HttpResponse<String> answer =
                    client.call(used.token(), request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_OCTETS));
            return new Outcome.ApiAnswer(
                    new Outcome.ApiRequest(request.method(), request.uri(), used, isBound, sent),
                    answer.statusCode(),
                    answer.headers().firstValue("WWW-Authenticate"),
                    answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while calling the API");
        }
    }
}
