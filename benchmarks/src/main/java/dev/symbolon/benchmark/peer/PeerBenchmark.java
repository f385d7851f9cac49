package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.Plan;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.target.Algorithms;
import dev.symbolon.benchmark.target.ClientCredentials;
import dev.symbolon.benchmark.target.Document;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Introspection;
import dev.symbolon.benchmark.target.Person;
import dev.symbolon.benchmark.target.Refresh;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.benchmark.target.Userinfo;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** Puts the peers to the same work as the provider, one after the other; each begins with an empty database. */
public final class PeerBenchmark {

    private static final int STARTS = 3;

    private final Plan plan;
    private final Report report;
    private final List<Peer> peers;

    /** @param keycloakWarmUp how long Keycloak works before its hybrid flow is measured */
    public PeerBenchmark(Plan plan, Duration keycloakWarmUp, Report report) {
        this.plan = plan;
        this.report = report;
        this.peers = List.of(
                new OidcProvider(false, plan.warmUp()),
                new OidcProvider(true, plan.warmUp()),
                new Keycloak(keycloakWarmUp));
    }

    /** Downloads and prepares the peers. */
    public void fetch() {
        for (Peer peer : peers) {
            report.remark("getting " + peer.name() + " …");
            peer.fetch();
        }
    }

    /** The silent hybrid flow. */
    public void flow() {
        each((peer, running) -> {
            List<Peer.FlowVariant> variants = peer.flows(plan.clients());
            List<SignedIn> people = signedIn(running.target(variants.getFirst().application()));
            Duration warmUp = peer.warmUp();
            for (Peer.FlowVariant variant : variants) {
                HybridFlow flow = new HybridFlow(running.target(variant.application()), people);
                Load load = new Load(running.issuer(), variant.clients(), warmUp, plan.measured());
                measurement(peer, running).run("flow", variant.suffix(), flow, load, plan.rounds());
                warmUp = peer.warmUp().dividedBy(5);
            }
        });
    }

    /** Tokens without a browser. */
    public void token() {
        each((peer, running) -> {
            Peer.Applications applications = peer.applications();
            Target refreshing = running.target(applications.refreshing());
            Target asking = running.target(applications.asking());
            once(peer, running, "client_credentials", new ClientCredentials(running.target(applications.job())));
            once(peer, running, "refresh", Refresh.of(refreshing, signedIn(refreshing)));
            once(peer, running, "introspection", Introspection.of(asking, signedIn(asking)));
        });
    }

    /** What is only read. */
    public void userinfo() {
        each((peer, running) -> {
            Target target = running.target(peer.applications().asking());
            once(peer, running, "userinfo", Userinfo.of(target, signedIn(target)));
            once(peer, running, "jwks", Document.keys(target));
            once(peer, running, "discovery", Document.discovery(target));
        });
    }

    /** From the start of the process to the first answer. */
    public void start() {
        each((peer, running) -> measurement(peer, running).starts(STARTS));
    }

    private void each(BiConsumer<Peer, RunningPeer> work) {
        for (Peer peer : peers) {
            report.remark("starting " + peer.name() + " …");
            try (RunningPeer running = RunningPeer.start(peer, everybody())) {
                work.accept(peer, running);
            }
        }
    }

    /** One window, after a part of the warm-up: there are many pieces of work, and they have most of their code in common. */
    private void once(Peer peer, RunningPeer running, String name, Operation operation) {
        Load load = new Load(
                running.issuer(),
                plan.clients(),
                peer.warmUp().dividedBy(6),
                plan.measured().dividedBy(2));
        measurement(peer, running).run(name, "", operation, load, 1);
    }

    private PeerMeasurement measurement(Peer peer, RunningPeer running) {
        return new PeerMeasurement(plan, peer, running, report);
    }

    private List<SignedIn> signedIn(Target target) {
        return SignedIn.all(target, everybody());
    }

    private List<Person> everybody() {
        return new Seed(Algorithms.RS256, Math.max(plan.people(), plan.clients())).everybody();
    }
}
