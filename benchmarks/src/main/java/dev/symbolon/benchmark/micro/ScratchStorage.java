package dev.symbolon.benchmark.micro;

import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.KeyRotation;
import dev.symbolon.server.key.MasterKey;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import java.nio.file.Path;
import java.time.InstantSource;

/** A new SQLite database on the disk of the checkout, gone at the end. */
record ScratchStorage(Path folder, Storage storage) implements AutoCloseable {

    static ScratchStorage open() {
        Path folder = Checkout.scratchFolder();
        return new ScratchStorage(folder, SqlStorage.sqlite(folder.resolve("symbolon.db")));
    }

    /** New keys, which stay in memory when the database goes. */
    static KeyRing newKeys(InstantSource clock) {
        MasterKey masterKey = MasterKey.of(Secret.of(RandomText.of(Samples.RANDOM, 32)), "of the benchmarks");
        try (ScratchStorage scratch = open()) {
            return KeyRing.open(
                    scratch.storage().keys(),
                    MasterKeys.of(masterKey),
                    KeyRotation.Schedule.DEFAULT,
                    clock,
                    Samples.RANDOM);
        }
    }

    @Override
    public void close() {
        storage.close();
        Checkout.remove(folder);
    }
}
