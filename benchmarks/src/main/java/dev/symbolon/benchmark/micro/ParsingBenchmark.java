package dev.symbolon.benchmark.micro;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.State;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;

/** Reading the parameters of an authorization request of the hybrid flow, and of the token request that follows it. */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
public class ParsingBenchmark {

    private final String authorizationRequest;
    private final String tokenRequest;

    public ParsingBenchmark() {
        CodeVerifier verifier = CodeVerifier.random(Samples.RANDOM);
        authorizationRequest = Parameters.none()
                .with("client_id", Samples.CLIENT.value())
                .with("redirect_uri", Samples.REDIRECT_URI)
                .with("response_type", "code id_token token")
                .with("scope", Samples.PERMISSIONS.scope().toString())
                .with("audience", Samples.AUDIENCE.value())
                .with("state", State.random(Samples.RANDOM).value())
                .with("nonce", Nonce.random(Samples.RANDOM).value())
                .with("code_challenge", verifier.challenge().value())
                .with("code_challenge_method", "S256")
                .encoded();
        tokenRequest = Parameters.none()
                .with("grant_type", "authorization_code")
                .with("code", RandomText.of(Samples.RANDOM, 400))
                .with("redirect_uri", Samples.REDIRECT_URI)
                .with("code_verifier", verifier.value())
                .encoded();
    }

    @Benchmark
    public Parameters authorizationRequest() {
        return Parameters.parse(authorizationRequest);
    }

    @Benchmark
    public Parameters tokenRequest() {
        return Parameters.parse(tokenRequest);
    }
}
