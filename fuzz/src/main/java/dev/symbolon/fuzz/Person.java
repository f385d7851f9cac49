package dev.symbolon.fuzz;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who has signed in and consented, whose codes and tokens stand in requests where these name them. */
final class Person {

    private static final String CALLBACK = "https://app.example.com/callback";
    private static final String ADDRESS = "192.0.2.1";
    private static final Pattern INTERACTION = Pattern.compile("name=\"interaction\" value=\"([^\"]+)\"");
    private static final Headers FORM = Headers.none().set("Content-Type", "application/x-www-form-urlencoded");

    private final FuzzedProvider provider;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Applications applications;

    Person(FuzzedProvider provider) {
        this.provider = provider;
        this.applications = new Applications(provider);
        signIn();
    }

    private void signIn() {
        cookies.clear();
        HttpResponse next = post("/login", Map.of("username", "ada", "password", "analytical-engine"), login());
        if (!isCallback(next)) {
            next = follow(next);
        }
        if (!isCallback(next)) {
            post("/consent", Map.of("decision", "allow"), next);
        }
    }

    /** The text, with what it names between braces in its place: {code}, {refresh_token}, {cookies} and the like. */
    String fillIn(String given) {
        if (!given.contains("{")) {
            return given;
        }
        String text = applications.fillIn(given);
        Parameters callback = callback();
        String filled = text.replace("{cookies}", cookieHeader());
        for (String name : new String[] {"code", "access_token", "id_token"}) {
            filled = filled.replace("{" + name + "}", callback.required(name));
        }
        if (filled.contains("{interaction}")) {
            filled = filled.replace("{interaction}", interaction(page("prompt", "login")));
        }
        return filled.contains("{refresh_token}")
                ? filled.replace(
                        "{refresh_token}", tokens(callback.required("code")).requiredString("refresh_token"))
                : filled;
    }

    private HttpResponse login() {
        return page("ui_locales", "en");
    }

    private HttpResponse page(String name, String value) {
        return follow(get("/authorize", request().with(name, value).encoded()));
    }

    /** What comes back to the application. Whatever was asked in between may have ended the session or taken the consent back. */
    private Parameters callback() {
        HttpResponse answer = get("/authorize", request().encoded());
        if (!isCallback(answer)) {
            signIn();
            answer = get("/authorize", request().encoded());
        }
        return Parameters.parse(URI.create(location(answer)).getRawFragment());
    }

    private static boolean isCallback(HttpResponse response) {
        return response.headers()
                .first("Location")
                .filter(to -> to.startsWith(CALLBACK))
                .isPresent();
    }

    private JsonObject tokens(String code) {
        Parameters form = Parameters.none()
                .with("grant_type", "authorization_code")
                .with("client_id", "web")
                .with("client_secret", "the-secret-of-the-web-application")
                .with("redirect_uri", CALLBACK)
                .with("code", code);
        HttpResponse response =
                provider.answer(new HttpRequest("POST", "/oauth/token", "", FORM, form.encoded(), ADDRESS));
        return JsonObject.parse(response.body());
    }

    private static Parameters request() {
        return Parameters.none()
                .with("client_id", "web")
                .with("response_type", "code id_token token")
                .with("redirect_uri", CALLBACK)
                .with("scope", "openid profile offline_access read:it")
                .with("audience", "https://api.example.com/")
                .with("state", "state")
                .with("nonce", "nonce");
    }

    private HttpResponse follow(HttpResponse response) {
        HttpResponse reply = response;
        while (reply.status() == 303 && !isCallback(reply)) {
            URI next = URI.create(location(reply));
            reply = get(next.getPath(), next.getRawQuery());
        }
        return reply;
    }

    private static String location(HttpResponse response) {
        return response.headers().first("Location").orElseThrow(() -> new AssertionError("sent nowhere: " + response));
    }

    private HttpResponse get(String path, String query) {
        return keep(provider.answer(
                new HttpRequest("GET", path, query, Headers.none().set("Cookie", cookieHeader()), "", ADDRESS)));
    }

    private HttpResponse post(String path, Map<String, String> answers, HttpResponse page) {
        Parameters form = Parameters.none().with("interaction", interaction(page));
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            form = form.with(answer.getKey(), answer.getValue());
        }
        return keep(provider.answer(
                new HttpRequest("POST", path, "", FORM.set("Cookie", cookieHeader()), form.encoded(), ADDRESS)));
    }

    private static String interaction(HttpResponse page) {
        Matcher field = INTERACTION.matcher(page.body());
        if (!field.find()) {
            throw new AssertionError("a page of sign-in was expected, and not this: " + page);
        }
        return field.group(1);
    }

    private HttpResponse keep(HttpResponse response) {
        for (String cookie : response.headers().all("Set-Cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
