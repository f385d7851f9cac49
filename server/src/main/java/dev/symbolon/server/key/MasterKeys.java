package dev.symbolon.server.key;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The master key, and beside it the one before, while it is being replaced.
 *
 * <p>New keys are encrypted as the others are, so that nodes which know only the previous master key can read them until
 * {@link #takeOver} has re-encrypted all.
 */
public final class MasterKeys {

    private final MasterKey current;
    private final Optional<MasterKey> previous;

    private MasterKeys(MasterKey current, Optional<MasterKey> previous) {
        this.current = current;
        this.previous = previous;
    }

    public static MasterKeys of(MasterKey current) {
        return new MasterKeys(current, Optional.empty());
    }

    public static MasterKeys of(MasterKey current, Optional<MasterKey> previous) {
        return new MasterKeys(current, previous);
    }

    /** @throws MasterKeyException if the key was encrypted under another master key, or changed since */
    byte[] decrypt(StoredKey key) {
        return current.decrypt(key)
                .or(() -> previous.flatMap(before -> before.decrypt(key)))
                .orElseThrow(() -> new MasterKeyException(wrong(key)));
    }

    private String wrong(StoredKey key) {
        String those = previous.map(before -> "neither the master key " + current.origin() + " nor the previous one "
                        + before.origin() + " is the master key of this database")
                .orElseGet(() -> "the master key " + current.origin() + " is not the master key of this database");
        return those + ": the stored key \"" + key.purpose() + " " + key.generation()
                + "\" was encrypted under another one, or is damaged. Start with the master key that the database was"
                + " made with. Nothing was changed.";
    }

    /** @throws MasterKeyException if one of the keys was encrypted under another master key, or changed since */
    public void check(List<StoredKey> stored) {
        stored.forEach(this::decrypt);
    }

    /** The one that a new key joins the others under. */
    MasterKey shared(List<StoredKey> stored) {
        return isReplacing(stored) ? previous.orElse(current) : current;
    }

    /** The key of the secret digests, which there always is, decides for all. */
    private boolean isReplacing(List<StoredKey> stored) {
        return stored.stream()
                .filter(key -> key.purpose().equals(Purposes.DIGEST))
                .anyMatch(this::isUnderPrevious);
    }

    boolean isUnderPrevious(StoredKey key) {
        return previous.filter(before -> !current.opens(key) && before.opens(key))
                .isPresent();
    }

    /**
     * Encrypts all stored keys under the current master key, in one transaction; to be run again it needs only to be called
     * again.
     *
     * @return how many keys changed
     * @throws MasterKeyException if a key was encrypted under neither master key; nothing is changed then
     */
    public int takeOver(Keys store, SecureRandom random) {
        int changed = 0;
        for (List<Keys.Reencrypted> pending = pending(store.all(), random);
                !pending.isEmpty();
                pending = pending(store.all(), random)) {
            changed += store.reencrypt(pending);
        }
        return changed;
    }

    private List<Keys.Reencrypted> pending(List<StoredKey> stored, SecureRandom random) {
        List<Keys.Reencrypted> pending = new ArrayList<>();
        for (StoredKey key : stored) {
            byte[] material = decrypt(key);
            if (isUnderPrevious(key)) {
                pending.add(
                        new Keys.Reencrypted(key, current.encrypt(key.purpose(), key.generation(), material, random)));
            }
        }
        return pending;
    }

    /** What a node that added a key during {@link #takeOver} has left under the previous master key follows the others. */
    void finishTakeOver(Keys store, SecureRandom random) {
        List<StoredKey> stored = store.all();
        if (!isReplacing(stored) && stored.stream().anyMatch(this::isUnderPrevious)) {
            takeOver(store, random);
        }
    }
}
