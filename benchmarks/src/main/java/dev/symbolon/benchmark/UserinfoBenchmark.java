package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Needs;
import dev.symbolon.benchmark.peer.PeerBenchmark;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.target.Document;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.benchmark.target.Userinfo;
import java.util.Optional;

/** What is only read: userinfo, the keys, and discovery. */
final class UserinfoBenchmark {

    private UserinfoBenchmark() {}

    /** @param peers that are to take turns with the provider, if any */
    static void run(Plan plan, Optional<PeerBenchmark> peers, Report report) {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed);
                Measurement measurement = new Measurement(plan, provider, report)) {
            Target target = provider.target(Seed.web());
            Userinfo userinfo = Userinfo.of(target, SignedIn.all(target, seed.everybody()));
            Document keys = Document.keys(target);
            Document discovery = Document.discovery(target);
            measurement.run(new Work(
                    "userinfo", userinfo, Needs.verification(plan.algorithms().accessToken())));
            measurement.run(new Work("jwks", keys, Needs.NOTHING));
            measurement.run(new Work("discovery", discovery, Needs.NOTHING));
            peers.ifPresent(others ->
                    others.userinfo(measurement.side(userinfo), measurement.side(keys), measurement.side(discovery)));
        }
    }
}
