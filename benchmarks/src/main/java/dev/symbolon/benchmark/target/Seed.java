package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.user.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What there is in the provider when it is measured: an API, an application for people, one without, and people.
 *
 * @param people how many
 */
public record Seed(Algorithms algorithms, int people) {

    private static final String AUDIENCE = "https://api.example.com/reports";
    private static final String OPAQUE_AUDIENCE = "https://api.example.com/drafts";
    private static final String SECRET = "a-secret-of-the-benchmarks-that-everybody-can-read";
    private static final String PASSWORD = "a password of the benchmarks";
    private static final String REDIRECT_URI = "https://app.example.com/callback";

    /** The application in which people sign in. */
    public static Application web() {
        return application("web", "openid read:reports create:reports", AUDIENCE);
    }

    /** The same one, for an API whose access tokens are opaque. */
    public static Application webOpaque() {
        return application("web", "openid read:reports create:reports", OPAQUE_AUDIENCE);
    }

    /** The same one, when it asks for refresh tokens too. */
    public static Application webOffline() {
        return application("web", "openid offline_access read:reports create:reports", AUDIENCE);
    }

    /** The one without people. */
    public static Application job() {
        return application("job", "", AUDIENCE);
    }

    /** The API, when it asks what a token for it is worth. */
    public static Application api() {
        return application("reports-api", "", AUDIENCE);
    }

    private static Application application(String id, String scope, String audience) {
        return new Application(
                id,
                SECRET,
                REDIRECT_URI,
                scope,
                Parameters.none().with("audience", audience),
                new Application.Button("decision", "allow"));
    }

    /** Those who can sign in. */
    public List<Person> everybody() {
        return IntStream.range(0, people).mapToObj(Seed::person).toList();
    }

    private static Person person(int number) {
        return new Person("person-" + number + "@example.com", PASSWORD);
    }

    /** Writes the manifest; everybody has the same password, hashed once. */
    public Path writeManifest(Path folder) {
        String hash = new Passwords(new SecureRandom(), Runnable::run).hash(Secret.of(PASSWORD));
        String users = IntStream.range(0, people)
                .mapToObj(number -> user(number, hash))
                .collect(Collectors.joining());
        try {
            return Files.writeString(folder.resolve("manifest.yaml"), apiAndClients() + "users:\n" + users);
        } catch (IOException e) {
            throw new BenchmarkException("the manifest cannot be written", e);
        }
    }

    private String apiAndClients() {
        return """
                apis:
                  - audience: %1$s
                    name: Reports
                    access-token-algorithm: %2$s
                    introspection-clients: [reports-api]
                    permissions:
                      - name: read:reports
                        description: Read your reports
                      - name: create:reports
                        description: Create reports for you
                  - audience: %6$s
                    name: Drafts
                    access-token-format: opaque
                    permissions:
                      - name: read:reports
                        description: Read your drafts
                      - name: create:reports
                        description: Create drafts for you
                clients:
                  - id: web
                    name: Web application
                    secret: %4$s
                    redirect-uris: ["%5$s"]
                    response-types: [code, code id_token, code id_token token]
                    apis: [{audience: "%1$s"}, {audience: "%6$s"}]
                    tokens: {id-token-algorithm: %3$s}
                  - id: job
                    name: Nightly job
                    secret: %4$s
                    grant-types: [client_credentials]
                    apis: [{audience: "%1$s"}]
                  - id: reports-api
                    name: Reports
                    secret: %4$s
                    grant-types: []
                """.formatted(
                AUDIENCE, algorithms.accessToken(), algorithms.idToken(), SECRET, REDIRECT_URI, OPAQUE_AUDIENCE);
    }

    private static String user(int number, String hash) {
        return """
                  - username: %1$s
                    password-hash: %2$s
                    claims: {name: Person %3$d, given_name: Person, family_name: "%3$d", email: "%1$s", email_verified: true}
                """.formatted(person(number).username(), hash, number);
    }
}
