package dev.symbolon.proof;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderCommand;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.PostgresqlStore;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Several nodes behind a balancer on one PostgreSQL. They share nothing else but the master key. */
final class Cluster implements AutoCloseable {

    private final Path folder;
    private final Registrations registrations;
    private final PostgresqlStore store;
    private final Balancer balancer;
    private final Map<String, String> environment;
    private final List<Node> nodes = new ArrayList<>();

    private Cluster(Path folder, Registrations registrations, Map<String, String> settings) {
        this.folder = folder;
        this.registrations = registrations;
        this.store = PostgresqlStore.start(folder.resolve("postgresql"));
        this.balancer = Balancer.start();
        this.environment = new HashMap<>(store.environment());
        environment.put("SYMBOLON_KEYS_MASTER_KEY", HexFormat.of().formatHex(new SecureRandom().generateSeed(32)));
        environment.put("SYMBOLON_LISTENER_DRAIN", "2s");
        environment.putAll(settings);
    }

    /** @param settings of all nodes */
    static Cluster start(int nodes, Registrations registrations, Map<String, String> settings) {
        Path folder = Checkout.scratchFolder();
        Cluster cluster = new Cluster(folder, registrations, settings);
        try {
            cluster.run(List.of("apply", registrations.writeManifest(folder).toString()));
            for (int number = 0; number < nodes; number++) {
                cluster.addNode(number);
            }
            cluster.balancer.awaitReady();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void addNode(int number) {
        Node node = Node.behind(balancer.address(), settings(folder.resolve("node-" + number)));
        nodes.add(node);
        node.awaitReady();
        balancer.add(node.address());
    }

    private ProviderProcess.Settings settings(Path data) {
        try {
            return ProviderProcess.Settings.in(Files.createDirectories(data)).withEnvironment(environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command of the provider on the database of all. */
    void run(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--issuer=" + balancer.address());
        ProviderCommand.run(settings(folder.resolve("command")), arguments);
    }

    Registrations registrations() {
        return registrations;
    }

    Path folder() {
        return folder;
    }

    PostgresqlStore store() {
        return store;
    }

    Balancer balancer() {
        return balancer;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    List<URI> addresses() {
        return nodes.stream().map(Node::address).toList();
    }

    /** The provider, as applications see it. */
    Target target() {
        return Target.discover(balancer.address(), Registrations.application(0));
    }

    List<SignedIn> signEverybodyIn() {
        return SignIns.all(target(), registrations.everybody());
    }

    @Override
    public void close() {
        nodes.forEach(Node::kill);
        balancer.close();
        store.close();
        Checkout.remove(folder);
    }
}
