package dev.symbolon.server.key;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * All keys of the provider, decrypted. Their users ask for the present ones at every use, so that what {@link #reload} finds
 * is in force at once.
 */
public final class KeyRing {

    private final CurrentKeys keys;
    private final KeyRotation rotation;
    private final SigningKeys signingKeys;
    private final RequestKeys requestKeys;
    private final Seal seal;
    private final SecretDigests secretDigests;
    private final PairwiseDigests pairwiseDigests;

    private KeyRing(
            Keys store,
            MasterKeys masterKeys,
            KeyRotation.Schedule schedule,
            InstantSource clock,
            SecureRandom random) {
        this.keys = new CurrentKeys(store, masterKeys);
        this.rotation = new KeyRotation(keys, store, masterKeys, schedule, random);
        this.signingKeys = new SigningKeys(keys, rotation, clock);
        this.requestKeys = new RequestKeys(keys, clock);
        this.seal = new Seal(keys, clock, random);
        this.secretDigests = new SecretDigests(keys, clock, random);
        this.pairwiseDigests = new PairwiseDigests(keys, clock);
    }

    /**
     * Reads the keys, and makes those that are missing.
     *
     * @throws MasterKeyException if the stored keys were encrypted under another master key; nothing is changed then
     */
    public static KeyRing open(
            Keys store,
            MasterKeys masterKeys,
            KeyRotation.Schedule schedule,
            InstantSource clock,
            SecureRandom random) {
        KeyRing ring = new KeyRing(store, masterKeys, schedule, clock, random);
        ring.rotation.run(clock.instant());
        return ring;
    }

    /** Reads again what other nodes may have changed; costs one query if nothing has. To be called every few seconds. */
    public void reload() {
        keys.reload();
    }

    /** Decrypts the keys again, for a faster cryptography that has come since. */
    public void renew() {
        keys.renew();
    }

    public SigningKeys signingKeys() {
        return signingKeys;
    }

    public RequestKeys requestKeys() {
        return requestKeys;
    }

    public Seal seal() {
        return seal;
    }

    public SecretDigests secretDigests() {
        return secretDigests;
    }

    public PairwiseDigests pairwiseDigests() {
        return pairwiseDigests;
    }

    public KeyRotation rotation() {
        return rotation;
    }
}
