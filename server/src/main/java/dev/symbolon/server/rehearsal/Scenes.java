package dev.symbolon.server.rehearsal;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.rehearsal.Visitor.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody signs in and consents; an application gets tokens, shows and refreshes them, again and again. */
public final class Scenes {

    private static final String AUDIENCE = "https://api.example.com/";
    private static final String SECRET = "a-secret-that-only-ever-opens-a-rehearsal";
    private static final String CALLBACK = "https://app.example.com/callback";
    private static final String PERSON = "ada@example.com";
    private static final String PASSWORD = "analytical-engine";
    private static final Pattern INTERACTION = Pattern.compile("name=\"interaction\" value=\"([^\"]+)\"");
    private static final List<String> PUBLIC = List.of(
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/jwks.json",
            "/health/live",
            "/health/ready",
            "/",
            "/nowhere");

    /** What there must be in the provider. */
    public static final String MANIFEST = """
            apis:
              - audience: %1$s
                name: An API
                permissions:
                  - {name: "read:it", description: Read it}
            clients:
              - id: web
                name: An application
                secret: %2$s
                redirect-uris: ["%3$s"]
                response-types: [code, code id_token, code id_token token]
                apis: [{audience: "%1$s"}]
              - id: job
                name: A job
                secret: %2$s
                grant-types: [client_credentials]
                apis: [{audience: "%1$s"}]
            users:
              - {username: %4$s, password: %5$s, claims: {name: Ada, email: %4$s, email_verified: true}}
            """.formatted(AUDIENCE, SECRET, CALLBACK, PERSON, PASSWORD);

    private final int port;

    public Scenes(int port) {
        this.port = port;
    }

    /** Goes through everything once and through the usual again and again. */
    public void play(int times) throws IOException {
        try (Visitor browser = visitor("");
                Visitor application = visitor(basic("web"));
                Visitor job = visitor(basic("job"))) {
            for (String path : PUBLIC) {
                browser.get(path);
            }
            signIn(browser);
            for (int round = 0; round < times; round++) {
                flow(browser, application, "code id_token token", "fragment");
                job.post(
                        "/oauth/token",
                        Parameters.none()
                                .with("grant_type", "client_credentials")
                                .with("audience", AUDIENCE));
            }
            flow(browser, application, "code id_token", "form_post");
            flow(browser, application, "code", "query");
            browser.get("/oidc/logout");
        }
    }

    private Visitor visitor(String authorization) throws IOException {
        return new Visitor(port, authorization);
    }

    private static String basic(String client) {
        return "Basic "
                + Base64.getEncoder().encodeToString((client + ":" + SECRET).getBytes(StandardCharsets.US_ASCII));
    }

    private void signIn(Visitor browser) throws IOException {
        Reply page = follow(browser, browser.get("/authorize?" + request("code id_token token", "fragment")));
        Parameters form =
                Parameters.none().with("interaction", interaction(page)).with("username", PERSON);
        Reply again = browser.post("/login", form.with("password", "no " + PASSWORD));
        Parameters right = Parameters.none()
                .with("interaction", interaction(again))
                .with("username", PERSON)
                .with("password", PASSWORD);
        Reply consent = follow(browser, browser.post("/login", right));
        browser.post(
                "/consent",
                Parameters.none().with("interaction", interaction(consent)).with("decision", "allow"));
    }

    private static String request(String responseType, String responseMode) {
        return Parameters.none()
                .with("client_id", "web")
                .with("response_type", responseType)
                .with("response_mode", responseMode)
                .with("redirect_uri", CALLBACK)
                .with("scope", "openid profile email offline_access read:it")
                .with("audience", AUDIENCE)
                .with("state", "state")
                .with("nonce", "nonce")
                .encoded();
    }

    /** Goes where it is sent, as long as that is the provider. */
    private static Reply follow(Visitor browser, Reply first) throws IOException {
        Reply reply = first;
        while (reply.status() / 100 == 3 && !reply.location().startsWith(CALLBACK)) {
            URI next = URI.create(reply.location());
            reply = browser.get(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
        }
        return reply;
    }

    private static String interaction(Reply page) {
        Matcher field = INTERACTION.matcher(page.body());
        if (!field.find()) {
            throw new IllegalStateException("a page of sign-in was expected, and not this: " + page.status());
        }
        return field.group(1);
    }

    private void flow(Visitor browser, Visitor application, String responseType, String responseMode)
            throws IOException {
        Reply answer = browser.get("/authorize?" + request(responseType, responseMode));
        if (responseMode.equals("form_post")) {
            return;
        }
        URI callback = URI.create(answer.location());
        Parameters parameters =
                Parameters.parse(responseMode.equals("query") ? callback.getRawQuery() : callback.getRawFragment());
        JsonObject tokens = tokens(application.post(
                "/oauth/token",
                Parameters.none()
                        .with("grant_type", "authorization_code")
                        .with("redirect_uri", CALLBACK)
                        .with("code", parameters.required("code"))));
        use(application, tokens);
    }

    private void use(Visitor application, JsonObject tokens) throws IOException {
        try (Visitor api = visitor("Bearer " + tokens.requiredString("access_token"))) {
            api.get("/userinfo");
        }
        application.post(
                "/oauth/token",
                Parameters.none()
                        .with("grant_type", "refresh_token")
                        .with("refresh_token", tokens.requiredString("refresh_token")));
    }

    private static JsonObject tokens(Reply reply) {
        if (reply.status() != 200) {
            throw new IllegalStateException("tokens were expected, and not this: " + reply.status());
        }
        return JsonObject.parse(reply.body());
    }
}
