package dev.symbolon.server.token;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.key.SigningKeys;
import java.util.concurrent.Semaphore;

/**
 * Signs, at most as many at a time as there are processors and in the order of asking: signing burns a processor, and virtual
 * threads do not share one by themselves.
 */
public final class Signatures {

    private final SigningKeys keys;
    private final Activities signing;
    private final Semaphore permits;

    public Signatures(SigningKeys keys, Activities signing, int processors) {
        this.keys = keys;
        this.signing = signing;
        this.permits = new Semaphore(processors, true);
    }

    /** The claims, signed by the current key of the algorithm. */
    public String sign(SigningAlgorithm algorithm, String type, JsonObject claims) {
        return signing.run(algorithm.name(), () -> signInTurn(algorithm, type, claims));
    }

    private String signInTurn(SigningAlgorithm algorithm, String type, JsonObject claims) {
        permits.acquireUninterruptibly();
        try {
            return keys.current(algorithm).sign(type, claims);
        } finally {
            permits.release();
        }
    }

    /** How many tokens wait to be signed. */
    public int waiting() {
        return permits.getQueueLength();
    }
}
