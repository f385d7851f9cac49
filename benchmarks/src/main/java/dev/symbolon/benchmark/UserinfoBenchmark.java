package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Needs;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.target.Document;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.benchmark.target.Userinfo;

/** What is only read: userinfo, the keys, and discovery. */
final class UserinfoBenchmark {

    private UserinfoBenchmark() {}

    static void run(Plan plan, Report report) {
        Seed seed = new Seed(plan.algorithms(), plan.people());
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed);
                Measurement measurement = new Measurement(plan, provider, report)) {
            Target target = provider.target(Seed.web());
            measurement.run(new Work(
                    "userinfo",
                    Userinfo.of(target, SignedIn.all(target, seed.everybody())),
                    Needs.verification(plan.algorithms().accessToken())));
            measurement.run(new Work("jwks", Document.keys(target), Needs.NOTHING));
            measurement.run(new Work("discovery", Document.discovery(target), Needs.NOTHING));
        }
    }
}
