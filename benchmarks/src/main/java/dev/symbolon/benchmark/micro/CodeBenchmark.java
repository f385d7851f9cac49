package dev.symbolon.benchmark.micro;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.server.Cryptography;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.IssuedCode;
import dev.symbolon.server.authorization.RequestBindings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sealing what an authorization code stands for, and opening it; the clock stands still, so that no code expires. */
@State(Scope.Benchmark)
public class CodeBenchmark {

    private final AuthorizationCodes codes;
    private final IssuedCode opened;
    private final AuthorizationCode sealed;

    public CodeBenchmark() {
        Cryptography.preferNative();
        Instant now = Instant.now();
        InstantSource clock = InstantSource.fixed(now);
        codes = new AuthorizationCodes(ScratchStorage.newKeys(clock).seal(), clock);
        opened = new IssuedCode(
                AuthorizationId.random(Samples.RANDOM, now),
                Samples.approval(now),
                new RedirectUri(Samples.REDIRECT_URI),
                new RequestBindings(
                        Optional.empty(),
                        Optional.of(Nonce.random(Samples.RANDOM)),
                        Optional.of(CodeVerifier.random(Samples.RANDOM).challenge()),
                        Optional.empty()));
        sealed = codes.issue(opened);
    }

    @Benchmark
    public AuthorizationCode seal() {
        return codes.issue(opened);
    }

    @Benchmark
    public Optional<IssuedCode> open() {
        return codes.open(sealed);
    }
}
