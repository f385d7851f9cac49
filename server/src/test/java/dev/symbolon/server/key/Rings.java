package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.key.KeyRotation.Schedule;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Key rings on one database, with a clock that a test moves. */
public final class Rings implements AutoCloseable, InstantSource {

    static final MasterKey MASTER_KEY = MasterKey.of(Secret.of("0123456789abcdef".repeat(4)), "of the test");
    static final MasterKey OTHER_MASTER_KEY = MasterKey.of(Secret.of("fedcba9876543210".repeat(4)), "of another test");

    private final Storage storage;
    private final SecureRandom random = new SecureRandom();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public Rings(Path folder) {
        this.storage = SqlStorage.sqlite(folder.resolve("symbolon.db"));
    }

    public KeyRing open() {
        return open(MASTER_KEY);
    }

    KeyRing open(MasterKey masterKey) {
        return open(MasterKeys.of(masterKey));
    }

    KeyRing open(MasterKeys masterKeys) {
        return KeyRing.open(store(), masterKeys, Schedule.DEFAULT, this, random);
    }

    public Keys store() {
        return storage.keys();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void close() {
        storage.close();
    }
}
