package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keycloak in its production mode, on PostgreSQL. */
record Keycloak(Duration warmUp) implements Peer {

    private static final String VERSION = "26.7.3";
    private static final String REALM = "bench";
    private static final int FEW_CLIENTS = 8;
    private static final Application.Button ACCEPT = new Application.Button("accept", "Yes");

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void fetch() {
        Path built = home().resolve("symbolon-bench.built");
        if (Files.exists(built)) {
            return;
        }
        Path unpacked = Downloads.folder().resolve("keycloak-unpacking");
        Downloads.remove(unpacked);
        Downloads.remove(home());
        try {
            // Maven leaves a note of what it has unpacked where it runs, and would not do it again.
            Downloads.run(unpack(unpacked), Files.createDirectories(unpacked), "Maven cannot be started");
            Files.move(unpacked.resolve(home().getFileName()), home());
            Downloads.remove(unpacked);
            Downloads.run(build(), home(), "Keycloak cannot be built");
            Files.createFile(built);
        } catch (IOException e) {
            throw new BenchmarkException("Keycloak cannot be unpacked", e);
        }
    }

    private static Path home() {
        return Downloads.folder().resolve("keycloak-" + VERSION);
    }

    private static List<String> unpack(Path folder) {
        return List.of(
                Checkout.root().resolve("mvnw").toString(),
                "--batch-mode",
                "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack",
                "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":tar.gz",
                "-DoutputDirectory=" + folder);
    }

    private static List<String> build() {
        return List.of(launcher(), "build", "--db=postgres", "--health-enabled=false", "--metrics-enabled=false");
    }

    private static String launcher() {
        return home().resolve("bin/kc.sh").toString();
    }

    @Override
    public PeerProcess start(Place place) {
        writeImport(place.people());
        return PeerProcess.start(
                List.of(launcher(), "start", "--optimized", "--import-realm"),
                place.folder(),
                environment(place),
                URI.create("http://localhost:" + place.port() + "/realms/" + REALM));
    }

    private static Map<String, String> environment(Place place) {
        Application web = Seed.web();
        return Map.ofEntries(
                Map.entry("JAVA_HOME", System.getProperty("java.home")),
                Map.entry("KC_HTTP_ENABLED", "true"),
                Map.entry("KC_HTTP_HOST", "127.0.0.1"),
                Map.entry("KC_HTTP_PORT", Integer.toString(place.port())),
                Map.entry("KC_HOSTNAME_STRICT", "false"),
                Map.entry("KC_CACHE", "local"),
                Map.entry(
                        "KC_DB_URL",
                        "jdbc:postgresql://localhost:" + place.databasePort().orElseThrow() + "/postgres"),
                Map.entry("KC_DB_USERNAME", "postgres"),
                Map.entry("KC_DB_PASSWORD", "postgres"),
                Map.entry("KC_DB_POOL_INITIAL_SIZE", "30"),
                Map.entry("KC_DB_POOL_MIN_SIZE", "30"),
                Map.entry("KC_DB_POOL_MAX_SIZE", "30"),
                Map.entry("BENCH_AUDIENCE", web.more().required("audience")),
                Map.entry("BENCH_SECRET", web.secret()),
                Map.entry("BENCH_REDIRECT_URI", web.redirectUri()));
    }

    /** The realm and its people, which the first start reads from this folder alone. */
    private static void writeImport(List<Person> people) {
        Path data = home().resolve("data");
        Downloads.remove(data);
        String realm = REALM + "-realm.json";
        try {
            Path folder = Files.createDirectories(data.resolve("import"));
            Files.copy(
                    Downloads.ownFiles("keycloak").resolve(realm),
                    folder.resolve(realm),
                    StandardCopyOption.REPLACE_EXISTING);
            JsonObject users = JsonObject.empty()
                    .with("realm", REALM)
                    .with("users", people.stream().map(Keycloak::user).toList());
            Files.writeString(folder.resolve(REALM + "-users-0.json"), users.toString());
        } catch (IOException e) {
            throw new BenchmarkException("the realm cannot be written", e);
        }
    }

    private static JsonObject user(Person person) {
        JsonObject password = JsonObject.empty().with("type", "password").with("value", person.password());
        return JsonObject.empty()
                .with("username", person.username())
                .with("email", person.username())
                .with("emailVerified", true)
                .with("firstName", "Person")
                .with("lastName", person.username())
                .with("enabled", true)
                .with("credentials", List.of(password));
    }

    @Override
    public List<FlowVariant> flows(int clients) {
        return List.of(
                new FlowVariant("", web("web"), false, clients),
                new FlowVariant("/8-clients", web("web"), false, FEW_CLIENTS));
    }

    @Override
    public Applications applications() {
        return new Applications(web("web-refreshing"), web("web-asking"), application("job", ""));
    }

    private static Application web(String id) {
        return application(id, Seed.web().scope());
    }

    private static Application application(String id, String scope) {
        Application own = Seed.web();
        return new Application(id, own.secret(), own.redirectUri(), scope, Parameters.none(), ACCEPT);
    }
}
