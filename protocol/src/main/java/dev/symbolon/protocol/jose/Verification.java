package dev.symbolon.protocol.jose;

/** What verifying a JWT yields. */
public sealed interface Verification {

    /** The signature is right, by a key of the set and an allowed algorithm. Nothing is said yet of the claims. */
    record Valid(VerifiedJwt jwt) implements Verification {}

    /** The token names a key that is not in the set: a fresh copy of the set may have it. */
    record UnknownKey() implements Verification {}

    /** The token is malformed, or its algorithm or signature is wrong. */
    record Invalid(String reason) implements Verification {}
}
