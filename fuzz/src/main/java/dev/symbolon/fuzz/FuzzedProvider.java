package dev.symbolon.fuzz;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.Foundation;
import dev.symbolon.server.OpenIdProvider;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import dev.symbolon.server.session.SessionCookie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The whole provider in this process, without sockets, on a database of its own. It remembers what went wrong inside. */
final class FuzzedProvider {

    static final Issuer ISSUER = Issuer.parse("https://id.example.org");
    private static final String MANIFEST = "manifest.yaml";

    /** Everything is switched on. What is at this machine cannot be had, since the issuer is not. */
    private static final String CONFIGURATION = """
            issuer: https://id.example.org
            data: data
            registration:
              open: true
              logos: true
              most-clients: 1000000
              apis: ["https://api.example.com/"]
              grant-types: [client_credentials, "urn:ietf:params:oauth:grant-type:device_code"]
              software-statement-issuers: ["https://directory.example.org https://127.0.0.1/jwks"]
              document-hosts: ["127.0.0.1"]
            """;

    private final SecureRandom random = new SecureRandom();
    private final ConcurrentLinkedQueue<AuditEvent.Failed> faults = new ConcurrentLinkedQueue<>();
    private final Foundation foundation;
    private final Endpoint endpoint;

    FuzzedProvider() {
        Foundation.Machine machine = new Foundation.Machine(InstantSource.system(), random, 2);
        Configuration configuration = configuration();
        this.foundation = Foundation.open(configuration, machine, new Audit(this::notice));
        foundation.storage().declare(comparison().compare(manifest()).declarations());
        SessionCookie.Lifetimes lifetimes = new SessionCookie.Lifetimes(
                configuration.protocol().sessions().lifetime(),
                configuration.protocol().sessions().idleLifetime());
        this.endpoint = new OpenIdProvider(
                        ISSUER, lifetimes, configuration.protocol().features(), foundation, machine)
                .endpoint();
    }

    private static Configuration configuration() {
        try {
            Path folder = Files.createTempDirectory("symbolon-fuzz-");
            Path file = Files.writeString(folder.resolve("symbolon.yaml"), CONFIGURATION);
            return ConfigurationLoader.load(Optional.of(file), Map.of(), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest manifest() {
        try (InputStream stream = Objects.requireNonNull(FuzzedProvider.class.getResourceAsStream(MANIFEST))) {
            return Manifest.parse(MANIFEST, new String(stream.readAllBytes(), StandardCharsets.UTF_8), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void notice(AuditEvent event) {
        if (event instanceof AuditEvent.Failed fault) {
            faults.add(fault);
        }
    }

    /** What would be changed by a manifest; nothing is. */
    ManifestComparison comparison() {
        return new ManifestComparison(
                foundation.storage(), foundation.keys().secretDigests(), foundation.passwords(), random);
    }

    /** @throws AssertionError if the provider has met a fault of its own */
    HttpResponse answer(HttpRequest request) {
        HttpResponse response = endpoint.handle(request);
        AuditEvent.Failed fault = faults.poll();
        if (fault != null) {
            throw new AssertionError("a fault of the provider", fault.cause());
        }
        return response;
    }
}
