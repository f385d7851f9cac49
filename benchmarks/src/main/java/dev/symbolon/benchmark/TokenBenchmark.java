package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Needs;
import dev.symbolon.benchmark.peer.PeerBenchmark;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.benchmark.target.Algorithms;
import dev.symbolon.benchmark.target.ClientCredentials;
import dev.symbolon.benchmark.target.Introspection;
import dev.symbolon.benchmark.target.Refresh;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.util.List;
import java.util.Optional;

/** What applications ask of the token endpoint by themselves, and APIs of the introspection endpoint. */
final class TokenBenchmark {

    private TokenBenchmark() {}

    /** @param peers that are to take turns with the provider, if any */
    static void run(Plan plan, Optional<PeerBenchmark> peers, Report report) {
        Seed seed = new Seed(plan.algorithms(), Math.max(plan.people(), plan.clients()));
        Algorithms algorithms = plan.algorithms();
        try (MeasuredProvider provider = MeasuredProvider.start(plan.store(), seed);
                Measurement measurement = new Measurement(plan, provider, report)) {
            Target offline = provider.target(Seed.webOffline());
            List<SignedIn> people = SignedIn.all(offline, seed.everybody());
            ClientCredentials job = new ClientCredentials(provider.target(Seed.job()));
            Refresh refresh = Refresh.of(offline, people);
            Introspection introspection = Introspection.of(offline, people, Seed.api());
            measurement.run(new Work("client_credentials", job, Needs.signatures(algorithms.accessToken())));
            measurement.run(new Work(
                    "refresh",
                    refresh,
                    Needs.signatures(algorithms.idToken(), algorithms.accessToken())
                            .andCommit()));
            measurement.run(new Work("introspection", introspection, Needs.verification(algorithms.accessToken())));
            peers.ifPresent(others ->
                    others.token(measurement.side(job), measurement.side(refresh), measurement.side(introspection)));
        }
    }
}
