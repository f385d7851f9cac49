package dev.symbolon.server.endpoint.session;

import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * {@code /oidc/session} ({@code check_session_iframe}, Session Management §3.2): the one page that other sites may frame. It is the same for
 * everybody, shows nothing, and its script answers {@code unchanged}, {@code changed} or {@code error} to who asks by a
 * {@code session_state} of their own origin.
 */
public final class SessionFrameEndpoint implements Endpoint {

    private static final String SCRIPT = """
            addEventListener("message", async ({data, origin, source}) => {
              const [, client, hash, salt] = /^(.+) ([\\w-]{43})\\.([\\w-]{16})$/.exec(data) ?? [];
              const cookie = document.cookie.split("; ").find(pair => pair.startsWith("{name}="));
              let answer = "error";
              if (hash && cookie && crypto.subtle) {
                const state = cookie.slice("{name}=".length);
                const text = new TextEncoder().encode([client, origin, state, salt].join(" "));
                const octets = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
                const now = btoa(String.fromCharCode(...octets)).replace(/[+/=]/g, c => ({"+": "-", "/": "_"}[c] ?? ""));
                answer = now === hash ? "unchanged" : "changed";
              }
              if (source && origin !== "null") source.postMessage(answer, origin);
            });
            """;

    private final HttpResponse response;

    /** @param cookieName of the cookie that says who is signed in */
    public SessionFrameEndpoint(String cookieName) {
        String script = SCRIPT.replace("{name}", cookieName);
        this.response = HttpResponse.html(
                        200,
                        "<!doctype html><meta charset=\"utf-8\"><title>Session</title><script>" + script + "</script>")
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src '" + hash(script) + "'; frame-ancestors *; base-uri 'none'")
                .withHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .withHeader("Cache-Control", "public, max-age=3600");
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return response;
    }
}
