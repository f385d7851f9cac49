package dev.symbolon.client.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser in front of one application: it keeps cookies, heeds {@code SameSite}, and follows no redirect by itself. */
final class TestBrowser implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, Kept> cookies = new LinkedHashMap<>();

    private record Kept(String value, String header) {

        boolean comesAlongWithAFormFromElsewhere() {
            return header.toLowerCase(Locale.ROOT).contains("samesite=none");
        }
    }

    /** A link followed, or an address typed; {@code Lax} cookies come along. */
    HttpResponse<String> get(URI uri, String... headers) {
        return send(builder(uri, headers).GET(), true);
    }

    /** A form of the application's own page. */
    HttpResponse<String> post(URI uri, String body, String... headers) {
        return send(form(uri, body, headers), true);
    }

    /** What a script of the application's own page sends. */
    HttpResponse<String> send(String method, URI uri, String... headers) {
        return send(builder(uri, headers).method(method, BodyPublishers.noBody()), true);
    }

    /** A form of a page of another site: only cookies with {@code SameSite=None} come along. */
    HttpResponse<String> postFromAnotherSite(URI uri, String body) {
        return send(form(uri, body), false);
    }

    private static HttpRequest.Builder form(URI uri, String body, String... headers) {
        HttpRequest.Builder form = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return with(form, headers);
    }

    private static HttpRequest.Builder builder(URI uri, String... headers) {
        return with(HttpRequest.newBuilder(uri), headers);
    }

    private static HttpRequest.Builder with(HttpRequest.Builder builder, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return builder;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, boolean sameSite) {
        String cookie = cookies.entrySet().stream()
                .filter(entry -> sameSite || entry.getValue().comesAlongWithAFormFromElsewhere())
                .map(entry -> entry.getKey() + "=" + entry.getValue().value())
                .collect(Collectors.joining("; "));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (header.contains("Expires=Thu, 01 Jan 1970")) {
            cookies.remove(name);
        } else {
            cookies.put(name, new Kept(pair.substring(pair.indexOf('=') + 1), header));
        }
    }

    void put(String name, String value) {
        cookies.put(name, new Kept(value, ""));
    }

    void forget(String prefix) {
        cookies.keySet().removeIf(name -> name.startsWith(prefix));
    }

    String cookie(String name) {
        return cookies.get(name).value();
    }

    Map<String, String> cookieHeaders() {
        return cookies.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().header()));
    }

    @Override
    public void close() {
        client.close();
    }
}
