package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;

/** Calls APIs with access tokens (RFC 6750 §2.1, RFC 9449 §7.1). */
final class ApiCalls {

    private final HttpClient http;
    private final KeyProofs proofs;

    ApiCalls(HttpClient http, KeyProofs proofs) {
        this.http = http;
        this.proofs = proofs;
    }

    <T> HttpResponse<T> call(AccessToken token, HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> answer = send(token, request, body);
        boolean wantsNonce = KeyProofs.wantsNonce(answer.statusCode(), answer.headers());
        return wantsNonce ? send(token, request, body) : answer;
    }

    private <T> HttpResponse<T> send(AccessToken token, HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> answer = http.send(proofs.bearing(request, token), body);
        proofs.learn(request.uri(), answer.headers());
        return answer;
    }
}
