package dev.symbolon.server.key;

import java.util.List;

/** The store's keys as last read. */
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

    /** Reads the store again, and decrypts its keys anew, by the cryptography that there is now. */
    void renew() {
        snapshot = KeySnapshot.of(store.all(), masterKeys);
    }

    /** Reads the store again, and decrypts its keys if any has changed. */
    KeySnapshot reload() {
        List<StoredKey> stored = store.all();
        KeySnapshot known = snapshot;
        if (!stored.equals(known.stored())) {
            known = KeySnapshot.of(stored, masterKeys);
            snapshot = known;
        }
        return known;
    }
}
