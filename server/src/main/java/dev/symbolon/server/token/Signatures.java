package dev.symbolon.server.token;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.key.SigningKeys;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Signs on threads of its own, as many as there are processors, in the order of asking. Signing burns a processor. The threads that
 * carry requests would do nothing else under load, and since virtual threads do not share a processor by themselves, whoever comes
 * new would wait for all who are inside: the operating system is a better judge between the two.
 */
public final class Signatures {

    private static final int IDLE_SECONDS = 10;

    private final SigningKeys keys;
    private final Activities signing;
    private final ThreadPoolExecutor threads;

    public Signatures(SigningKeys keys, Activities signing, int processors) {
        this.keys = keys;
        this.signing = signing;
        this.threads = new ThreadPoolExecutor(
                processors,
                processors,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().name("signing").daemon().unstarted(work));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The claims, signed by the current key of the algorithm. */
    public String sign(SigningAlgorithm algorithm, String type, JsonObject claims) {
        SigningKey key = keys.current(algorithm);
        return signing.run(algorithm.name(), () -> signInTurn(key, type, claims));
    }

    private String signInTurn(SigningKey key, String type, JsonObject claims) {
        return CompletableFuture.supplyAsync(() -> key.sign(type, claims), threads)
                .join();
    }

    /** How many tokens wait to be signed. */
    public int waiting() {
        return threads.getQueue().size();
    }
}
