package dev.symbolon.benchmark.micro;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.ResourceServerOptions;
import dev.symbolon.resourceserver.Verdict;
import dev.symbolon.server.Cryptography;
import java.time.Instant;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the API SDK adds to a request: for a token that it has seen before, and for one that it has not. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class ApiBenchmark {

    private final LoopbackIssuer issuer;
    private final ResourceServer remembering;
    private final ResourceServer forgetting;
    private final Optional<String> header;
    private final Scope required = Scope.of("read:reports");

    public ApiBenchmark() {
        Cryptography.preferNative();
        SigningKey key = SigningKey.generate(SigningAlgorithm.RS256);
        issuer = LoopbackIssuer.start(key);
        ResourceServerOptions options = ResourceServerOptions.defaults();
        remembering = ResourceServer.of(issuer.name(), Samples.AUDIENCE, options);
        forgetting = ResourceServer.of(issuer.name(), Samples.AUDIENCE, options.withCachedTokens(0));
        header = Optional.of("Bearer " + key.sign("at+jwt", Samples.accessToken(issuer.name(), Instant.now())));
    }

    @Benchmark
    public Verdict verifyTokenSeenBefore() {
        return remembering.verify(header, required);
    }

    @Benchmark
    public Verdict verifyNewToken() {
        return forgetting.verify(header, required);
    }

    @TearDown
    public void stopIssuer() {
        issuer.close();
    }
}
