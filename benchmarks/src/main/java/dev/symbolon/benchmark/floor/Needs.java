package dev.symbolon.benchmark.floor;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.util.List;

/**
 * What an operation cannot do without, beside its exchanges over HTTP.
 *
 * @param signatures the algorithm of each that it makes
 * @param verifications the algorithm of each that it checks
 * @param commits durable ones
 */
public record Needs(List<SigningAlgorithm> signatures, List<SigningAlgorithm> verifications, int commits) {

    public static final Needs NOTHING = new Needs(List.of(), List.of(), 0);

    public Needs(List<SigningAlgorithm> signatures, List<SigningAlgorithm> verifications, int commits) {
        this.signatures = List.copyOf(signatures);
        this.verifications = List.copyOf(verifications);
        this.commits = commits;
    }

    public static Needs signatures(SigningAlgorithm... algorithms) {
        return new Needs(List.of(algorithms), List.of(), 0);
    }

    public static Needs verification(SigningAlgorithm algorithm) {
        return new Needs(List.of(), List.of(algorithm), 0);
    }

    public Needs andCommit() {
        return new Needs(signatures, verifications, commits + 1);
    }
}
