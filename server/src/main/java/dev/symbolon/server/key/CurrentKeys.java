package dev.symbolon.server.key;

import java.util.List;

/** The store's keys as last read. One thread reads at a time: what was read first must not take the place of what was read last. */
final class CurrentKeys {

    private final Keys store;
    private final MasterKeys masterKeys;
    private volatile KeySnapshot snapshot;

    CurrentKeys(Keys store, MasterKeys masterKeys) {
        this.store = store;
        this.masterKeys = masterKeys;
        this.snapshot = KeySnapshot.of(List.of(), masterKeys);
    }

    KeySnapshot snapshot() {
        return snapshot;
    }

    /** Decrypts the keys that are known anew, by the cryptography that there is now. */
    synchronized void renew() {
        snapshot = KeySnapshot.of(snapshot.stored(), masterKeys);
    }

    /** Reads the store again, and decrypts its keys if any has changed. */
    synchronized KeySnapshot reload() {
        List<StoredKey> stored = store.all();
        KeySnapshot known = snapshot;
        if (!stored.equals(known.stored())) {
            known = KeySnapshot.of(stored, masterKeys);
            snapshot = known;
        }
        return known;
    }
}
