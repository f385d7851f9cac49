package dev.symbolon.endtoend;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The token endpoint, asked in such a way that each request is sent exactly once. */
final class BareTokenEndpoint {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final URI redirectUri;
    private final String credentials;

    BareTokenEndpoint(URI issuer, URI redirectUri, String clientId, String clientSecret) {
        this.address = URI.create(issuer + "/oauth/token");
        this.redirectUri = redirectUri;
        this.credentials =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    }

    /** @param refreshToken empty if none came */
    record Answer(int status, String error, String refreshToken) {

        boolean isSuccess() {
            return status == 200;
        }
    }

    Answer redeem(String code) {
        return send(Map.of(
                "grant_type", List.of("authorization_code"),
                "code", List.of(code),
                "redirect_uri", List.of(redirectUri.toString()),
                "code_verifier", List.of(IndependentClient.VERIFIER.getValue())));
    }

    Answer refresh(String refreshToken) {
        return send(Map.of("grant_type", List.of("refresh_token"), "refresh_token", List.of(refreshToken)));
    }

    /** @throws UncheckedIOException if no answer came, so that nobody knows what has happened */
    private Answer send(Map<String, List<String>> form) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(URLUtils.serializeParameters(form)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            Map<String, Object> json = JSONObjectUtils.parse(response.body());
            return new Answer(
                    response.statusCode(),
                    String.valueOf(json.getOrDefault("error", "")),
                    String.valueOf(json.getOrDefault("refresh_token", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
