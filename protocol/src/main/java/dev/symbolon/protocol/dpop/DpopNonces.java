package dev.symbolon.protocol.dpop;

import java.time.Instant;
import java.util.Optional;

/** The nonces of a server, by which it knows itself when a proof was made, whatever the client's clock says (RFC 9449 §8, §9). */
public interface DpopNonces {

    /** A new one. */
    String next();

    /** When it was given out; empty if it is none of the server's own. */
    Optional<Instant> givenAt(String nonce);
}
