package dev.symbolon.demo;

import dev.symbolon.example.api.ReportsApi;
import dev.symbolon.example.webapp.WebApp;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.Foundation;
import dev.symbolon.server.RunningProvider;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.KeySettings;
import dev.symbolon.server.configuration.ListenerSettings;
import dev.symbolon.server.configuration.ObservationSettings;
import dev.symbolon.server.configuration.OutboundSettings;
import dev.symbolon.server.configuration.ProtocolSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.SessionSettings;
import dev.symbolon.server.configuration.StorageSettings;
import dev.symbolon.server.configuration.ThemeSettings;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The provider, the web app and the API, on three ports of this machine's loopback addresses, until it is closed. */
public final class RunningDemo implements AutoCloseable {

    private static final String MANIFEST = "demo.yaml";
    private static final String WEB_APP_PORT = "{web-app}";
    private static final int MOST_REGISTERED = 100;

    private final Ports ports;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private RunningDemo(Ports ports) {
        this.ports = ports;
    }

    /**
     * Starts all three.
     *
     * @param data is closed with the demo
     * @throws DemoException if a port is taken
     */
    public static RunningDemo start(Ports ports, DataFolder data) {
        RunningDemo demo = new RunningDemo(ports);
        demo.running.push(data);
        try {
            ports.refuseTaken();
            demo.startProvider(data);
            demo.startApi();
            demo.startWebApp();
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void startProvider(DataFolder data) {
        Foundation.Machine machine = new Foundation.Machine(
                InstantSource.system(), new SecureRandom(), Runtime.getRuntime().availableProcessors());
        Configuration configuration = configuration(data);
        Foundation foundation = Foundation.open(configuration, machine, new Audit());
        running.push(foundation);
        declare(foundation, machine.random());
        RunningProvider provider = RunningProvider.start(configuration, foundation, machine);
        running.pop();
        running.push(provider);
    }

    private Configuration configuration(DataFolder data) {
        return new Configuration(
                ports.issuer(),
                new ListenerSettings("127.0.0.1", ports.provider(), List.of(), Duration.ZERO),
                new StorageSettings.Sqlite(data.database()),
                Duration.ofDays(1),
                new KeySettings(
                        new KeySettings.MasterKey.InFile(data.masterKey()),
                        Optional.empty(),
                        Duration.ofDays(90),
                        Duration.ofDays(2)),
                new ThemeSettings("Symbolon", Optional.empty(), Optional.empty()),
                ObservationSettings.DEFAULT,
                List.of(),
                new ProtocolSettings(
                        new SessionSettings(Duration.ofDays(30), Duration.ofDays(3)),
                        Features.ALL,
                        OutboundSettings.usual(ports.issuer()),
                        new RegistrationSettings(
                                true, Optional.empty(), MOST_REGISTERED, List.of(ReportsApi.AUDIENCE))));
    }

    private void declare(Foundation foundation, SecureRandom random) {
        Manifest manifest = Manifest.parse(MANIFEST, manifest(), Map.of());
        ManifestComparison comparison = new ManifestComparison(
                foundation.storage(), foundation.keys().secretDigests(), foundation.passwords(), random);
        foundation.storage().declare(comparison.compare(manifest).declarations());
    }

    private String manifest() {
        try (InputStream stream = Objects.requireNonNull(RunningDemo.class.getResourceAsStream(MANIFEST), MANIFEST)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(WEB_APP_PORT, Integer.toString(ports.webApp()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startApi() {
        ReportsApi.Settings settings =
                new ReportsApi.Settings(ports.issuer(), "demo-api", Secret.of("demo-api-secret"));
        running.push(
                ReportsApi.start(settings, ports.api(), ports.webAppAddress().toString()));
    }

    private void startWebApp() {
        WebApp.Settings settings = new WebApp.Settings(
                ports.issuer(),
                new WebApp.Names("demo-web", "demo-web-key", "demo-web-encrypted"),
                Secret.of("demo-web-secret"),
                ports.apiAddress(),
                Optional.of(new WebApp.SampleAccount("ada@example.com", "analytical-engine")));
        running.push(WebApp.start(settings, ports.webApp()));
    }

    public Ports ports() {
        return ports;
    }

    /** Stops all three, the last one first, and deletes what is temporary. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the demo has not stopped as it should", e);
            }
        }
    }
}
