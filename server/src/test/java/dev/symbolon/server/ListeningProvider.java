package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole program but for its command line: it listens on free ports, with its data in a folder. */
final class ListeningProvider implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningProvider provider;

    private ListeningProvider(RunningProvider provider) {
        this.provider = provider;
    }

    /** @param flags as on the command line */
    static ListeningProvider start(Path data, String... flags) {
        List<String> all = new ArrayList<>(List.of("--data=" + data, "--listener-port=0"));
        all.addAll(List.of(flags));
        Configuration configuration = ConfigurationLoader.load(Optional.empty(), Map.of(), all);
        Foundation.Machine machine = new Foundation.Machine(InstantSource.system(), new SecureRandom(), 2);
        Foundation foundation = Foundation.open(configuration, machine, Observation.start(configuration.observation()));
        configuration.manifests().forEach(manifest -> apply(manifest, foundation, machine));
        return new ListeningProvider(RunningProvider.start(configuration, foundation, machine));
    }

    private static void apply(Path manifest, Foundation foundation, Foundation.Machine machine) {
        ManifestComparison comparison = new ManifestComparison(
                foundation.storage(), foundation.keys().secretDigests(), foundation.passwords(), machine.random());
        foundation
                .storage()
                .declare(comparison.compare(Manifest.read(manifest, Map.of())).declarations());
    }

    RunningProvider provider() {
        return provider;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(provider.port(), path)));
    }

    HttpResponse<String> post(String path, String form) {
        return send(HttpRequest.newBuilder(at(provider.port(), path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** @param headers besides the one that says that the content is a form */
    HttpResponse<String> post(String path, String form, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(provider.port(), path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return send(request);
    }

    HttpResponse<String> send(String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(provider.port(), path)).method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return send(request);
    }

    HttpResponse<String> manage(String path) {
        return send(HttpRequest.newBuilder(at(provider.managementPort().orElseThrow(), path)));
    }

    /** What Prometheus would read. */
    List<String> metrics() {
        return manage("/metrics").body().lines().toList();
    }

    /** The lines of the metrics that begin so, without their values. */
    List<String> series(String beginning) {
        return metrics().stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    double value(String series) {
        return metrics().stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        provider.close();
    }
}
