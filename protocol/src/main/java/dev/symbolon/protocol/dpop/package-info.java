/** Proofs that a client holds a private key, so that tokens bound to it are worth nothing to a thief (RFC 9449). */
@NullMarked
package dev.symbolon.protocol.dpop;

import org.jspecify.annotations.NullMarked;
