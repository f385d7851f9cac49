package dev.symbolon.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symbolon.benchmark.load.ClosedLoop;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.Algorithms;
import dev.symbolon.benchmark.target.ClientCredentials;
import dev.symbolon.benchmark.target.Document;
import dev.symbolon.benchmark.target.HybridFlow;
import dev.symbolon.benchmark.target.Introspection;
import dev.symbolon.benchmark.target.Refresh;
import dev.symbolon.benchmark.target.Seed;
import dev.symbolon.benchmark.target.SignInAttempt;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.benchmark.target.Userinfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Everything that is measured works, on the provider as it is packaged. */
@EnabledOnOs(OS.LINUX)
class SmokeTest {

    private final Seed seed = new Seed(Algorithms.MIXED, 2);

    @Test
    void everyOperationSucceedsOnThePackagedProvider() {
        assumeTrue(ProviderProcess.isUpToDate(), "the provider is packaged later than its tests run");
        try (MeasuredProvider provider = MeasuredProvider.start(
                StoreKind.SQLITE, seed, Map.of("SYMBOLON_LISTENER_TRUSTED_PROXIES", "127.0.0.1"))) {
            operations(provider)
                    .forEach((name, operation) -> assertThat(
                                    run(provider, operation).tally().failures())
                            .as(name)
                            .isEmpty());
        }
    }

    private Map<String, Operation> operations(MeasuredProvider provider) {
        Target target = provider.target(Seed.webOffline());
        List<SignedIn> people = SignedIn.all(target, seed.everybody());
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("flow", new HybridFlow(target, people));
        operations.put("client_credentials", new ClientCredentials(provider.target(Seed.job())));
        operations.put("refresh", Refresh.of(target, people));
        operations.put("userinfo", Userinfo.of(target, people));
        operations.put("introspection", Introspection.of(target, people, Seed.api()));
        operations.put("sign-in", new SignInAttempt(target, seed.everybody()));
        operations.put("keys", Document.keys(target));
        operations.put("discovery", Document.discovery(target));
        return operations;
    }

    private static Window run(MeasuredProvider provider, Operation operation) {
        Load load = new Load(provider.issuer(), 2, Duration.ZERO, Duration.ofMillis(200));
        return ClosedLoop.run(load, operation, provider::cpu);
    }
}
