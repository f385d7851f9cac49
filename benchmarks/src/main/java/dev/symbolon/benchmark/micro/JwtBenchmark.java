package dev.symbolon.benchmark.micro;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.Cryptography;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Signing an access token, and verifying its signature. */
@State(Scope.Benchmark)
public class JwtBenchmark {

    private static final Set<SigningAlgorithm> ALLOWED = Set.of(SigningAlgorithm.values());

    private final JsonObject claims;
    private final SigningKey rs256;
    private final SigningKey es256;
    private final VerificationKeys keys;
    private final String signedByRs256;
    private final String signedByEs256;

    public JwtBenchmark() {
        Cryptography.preferNative();
        claims = Samples.accessToken(new Issuer("https://id.example.com"), Instant.now());
        rs256 = SigningKey.generate(SigningAlgorithm.RS256);
        es256 = SigningKey.generate(SigningAlgorithm.ES256);
        keys = VerificationKeys.of(JsonObject.empty().with("keys", List.of(rs256.toPublicJwk(), es256.toPublicJwk())));
        signedByRs256 = rs256.sign("at+jwt", claims);
        signedByEs256 = es256.sign("at+jwt", claims);
    }

    @Benchmark
    public String signByRs256() {
        return rs256.sign("at+jwt", claims);
    }

    @Benchmark
    public String signByEs256() {
        return es256.sign("at+jwt", claims);
    }

    @Benchmark
    public Verification verifyByRs256() {
        return keys.verify(signedByRs256, ALLOWED);
    }

    @Benchmark
    public Verification verifyByEs256() {
        return keys.verify(signedByEs256, ALLOWED);
    }
}
