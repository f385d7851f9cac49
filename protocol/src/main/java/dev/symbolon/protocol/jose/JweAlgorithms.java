package dev.symbolon.protocol.jose;

/** How a JWT is encrypted for somebody: the {@code alg} and the {@code enc} of its header (RFC 7516 §4.1). */
public record JweAlgorithms(KeyManagementAlgorithm alg, ContentEncryption enc) {

    @Override
    public String toString() {
        return alg + " with " + enc;
    }
}
