package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.Plan;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Side;
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

/**
 * Puts the peers to the same work as the provider, one after the other; each begins with an empty database, and takes turns with the
 * provider, so that whatever else the machine does meets both.
 */
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

    /**
     * The silent hybrid flow.
     *
     * @param provider which takes turns with each peer
     * @param opaque the same, with opaque access tokens
     */
    public void flow(Side provider, Side opaque) {
        each((peer, running) -> {
            List<Peer.FlowVariant> variants = peer.flows(plan.clients());
            List<SignedIn> people = signedIn(running.target(variants.getFirst().application()));
            Duration warmUp = peer.warmUp();
            for (Peer.FlowVariant variant : variants) {
                HybridFlow flow = new HybridFlow(running.target(variant.application()), people);
                measurement(peer, running)
                        .run(
                                "flow/" + peer.name() + variant.suffix(),
                                side(running, flow).by(variant.clients()),
                                (variant.opaque() ? opaque : provider).by(variant.clients()),
                                warmUp,
                                plan.measured());
                warmUp = peer.warmUp().dividedBy(5);
            }
        });
    }

    /** Tokens without a browser; each parameter is the provider at such work. */
    public void token(Side clientCredentials, Side refresh, Side introspection) {
        each((peer, running) -> {
            Peer.Applications applications = peer.applications();
            Target refreshing = running.target(applications.refreshing());
            Target asking = running.target(applications.asking());
            Target job = running.target(applications.job());
            turns(peer, running, "client_credentials", new ClientCredentials(job), clientCredentials);
            turns(peer, running, "refresh", Refresh.of(refreshing, signedIn(refreshing)), refresh);
            turns(peer, running, "introspection", Introspection.of(asking, signedIn(asking)), introspection);
        });
    }

    /** What is only read; each parameter is the provider at such work. */
    public void userinfo(Side userinfo, Side keys, Side discovery) {
        each((peer, running) -> {
            Target target = running.target(peer.applications().asking());
            turns(peer, running, "userinfo", Userinfo.of(target, signedIn(target)), userinfo);
            turns(peer, running, "jwks", Document.keys(target), keys);
            turns(peer, running, "discovery", Document.discovery(target), discovery);
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

    /** Shorter turns, after half of the warm-up: there are many pieces of work, and they have most of their code in common. */
    private void turns(Peer peer, RunningPeer running, String name, Operation operation, Side provider) {
        measurement(peer, running)
                .run(
                        name + "/" + peer.name(),
                        side(running, operation),
                        provider,
                        peer.warmUp().dividedBy(2),
                        plan.measured().dividedBy(2));
    }

    private Side side(RunningPeer running, Operation operation) {
        return new Side(running.issuer(), plan.clients(), operation, running::cpu);
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
