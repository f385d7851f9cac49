package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.user.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who there is: people, and so many applications that there is always another one to consent to.
 *
 * @param tokens settings of the tokens of all applications, in YAML
 */
record Registrations(int people, int applications, String tokens) {

    static final String AUDIENCE = "https://api.example.com/reports";

    private static final String SECRET = "a-secret-of-the-proofs-that-everybody-can-read";
    private static final String PASSWORD = "a password of the proofs";
    private static final Application.Button ALLOW = new Application.Button("decision", "allow");

    List<Person> everybody() {
        return IntStream.range(0, people).mapToObj(Registrations::person).toList();
    }

    private static Person person(int number) {
        return new Person("person-" + number + "@example.com", PASSWORD);
    }

    /** An application that signs people in and refreshes tokens. */
    static Application application(int number) {
        return new Application(
                "app-" + number,
                SECRET,
                redirectUri(number),
                "openid offline_access read:reports",
                Parameters.none().with("audience", AUDIENCE),
                ALLOW);
    }

    private static String redirectUri(int number) {
        return "https://app-" + number + ".example.com/callback";
    }

    /** Writes the manifest; everybody has the same password, hashed once. */
    Path writeManifest(Path folder) {
        String hash = new Passwords(new SecureRandom(), Runnable::run).hash(Secret.of(PASSWORD));
        String manifest =
                """
                apis:
                  - audience: %s
                    name: Reports
                    access-token-algorithm: ES256
                    permissions:
                      - {name: read:reports, description: Read your reports}
                clients:
                %susers:
                %s""".formatted(AUDIENCE, all(applications, this::client), all(people, number -> user(number, hash)));
        return write(folder.resolve("manifest.yaml"), manifest);
    }

    /** Writes a manifest by which one application may ask for nothing but codes. */
    Path writeRestriction(Path folder, int number) {
        String restricted = client(number).replaceFirst("response-types: .*", "response-types: [code]");
        return write(folder.resolve("restriction.yaml"), "clients:\n" + restricted);
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new BenchmarkException("the manifest cannot be written", e);
        }
    }

    private static String all(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining());
    }

    private String client(int number) {
        return """
                  - id: app-%1$d
                    name: Application %1$d
                    secret: %2$s
                    redirect-uris: ["%3$s"]
                    response-types: [code, code id_token]
                    apis: [{audience: "%4$s"}]
                    tokens: {%5$s}
                """.formatted(number, SECRET, redirectUri(number), AUDIENCE, tokens);
    }

    private static String user(int number, String hash) {
        return """
                  - username: %1$s
                    password-hash: %2$s
                    claims: {name: Person %3$d, email: "%1$s"}
                """.formatted(person(number).username(), hash, number);
    }
}
