package dev.symbolon.server.token;

import dev.symbolon.protocol.dpop.DpopNonces;
import dev.symbolon.server.key.Seal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Nonces for proofs: sealed times, so that every node knows those of the others and nobody keeps them. */
public final class SealedNonces implements DpopNonces {

    private final Seal seal;
    private final InstantSource clock;

    public SealedNonces(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    @Override
    public String next() {
        return seal.seal(Seal.Purpose.DPOP_NONCE, Long.toString(clock.millis()));
    }

    @Override
    public Optional<Instant> givenAt(String nonce) {
        return seal.open(Seal.Purpose.DPOP_NONCE, nonce, Long::parseLong).map(Instant::ofEpochMilli);
    }
}
