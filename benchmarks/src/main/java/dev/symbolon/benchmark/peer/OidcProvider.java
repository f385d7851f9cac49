package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * oidc-provider, a library for Node.js, in a small server of our own: one process that keeps everything in memory, or two that share
 * PostgreSQL.
 */
record OidcProvider(boolean isDurable, Duration warmUp) implements Peer {

    private static final NodeProgram PROGRAM = new NodeProgram("oidc-provider", "9.13.3");
    private static final String AUDIENCE = Seed.web().more().required("audience");
    private static final Parameters RESOURCE = Parameters.none().with("resource", AUDIENCE);
    private static final List<String> PERMISSIONS = List.of("read:reports", "create:reports");

    @Override
    public String name() {
        return "oidc-provider";
    }

    @Override
    public void fetch() {
        PROGRAM.install();
    }

    @Override
    public PeerProcess start(Place place) {
        URI issuer = URI.create("http://localhost:" + place.port());
        Path settings = place.folder().resolve("settings.json");
        try {
            Files.writeString(settings, settings(place, issuer).toString());
        } catch (IOException e) {
            throw new BenchmarkException("the settings of oidc-provider cannot be written", e);
        }
        return PeerProcess.start(
                PROGRAM.command("server.js", settings.toString()),
                place.folder(),
                Map.of("NODE_ENV", "production"),
                issuer);
    }

    private static JsonObject settings(Place place, URI issuer) {
        JsonObject settings = JsonObject.empty()
                .with("issuer", issuer.toString())
                .with("port", place.port())
                .with("processes", place.databasePort().isPresent() ? 2 : 1)
                .with("keyFile", place.folder().resolve("keys.json").toString())
                .with("audience", AUDIENCE)
                .with("permissions", PERMISSIONS)
                .with(
                        "people",
                        place.people().stream().map(OidcProvider::person).toList())
                .with("clients", clients());
        return place.databasePort().isPresent()
                ? settings.with(
                        "database",
                        "postgresql://postgres:postgres@localhost:"
                                + place.databasePort().getAsInt() + "/postgres")
                : settings;
    }

    private static JsonObject person(Person person) {
        return JsonObject.empty().with("username", person.username()).with("password", person.password());
    }

    private static List<JsonObject> clients() {
        JsonObject web = JsonObject.empty()
                .with("client_secret", Seed.web().secret())
                .with("redirect_uris", List.of(Seed.web().redirectUri()))
                .with("response_types", List.of("code id_token token"));
        return List.of(
                web.with("client_id", "web").with("grant_types", List.of("authorization_code", "implicit")),
                web.with("client_id", "web-refreshing")
                        .with("grant_types", List.of("authorization_code", "implicit", "refresh_token")),
                web.with("client_id", "job")
                        .with("redirect_uris", List.of())
                        .with("response_types", List.of())
                        .with("grant_types", List.of("client_credentials")));
    }

    @Override
    public List<FlowVariant> flows(int clients) {
        return List.of(
                new FlowVariant("", application("web", RESOURCE), false, clients),
                new FlowVariant("/opaque", application("web", Parameters.none()), true, clients));
    }

    /** Userinfo takes no access token that is for an API, and only opaque ones can be introspected. */
    @Override
    public Applications applications() {
        return new Applications(
                application("web-refreshing", RESOURCE),
                application("web", Parameters.none()),
                application("job", RESOURCE.with("scope", String.join(" ", PERMISSIONS))));
    }

    private static Application application(String id, Parameters more) {
        Application own = Seed.web();
        return new Application(id, own.secret(), own.redirectUri(), own.scope(), more, own.allow());
    }
}
