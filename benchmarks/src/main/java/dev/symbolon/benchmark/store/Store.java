package dev.symbolon.benchmark.store;

import dev.symbolon.benchmark.process.Usage;
import java.util.Map;

/** A database that a provider can stand on, empty at first. */
public interface Store extends AutoCloseable {

    StoreKind kind();

    /** The settings by which a provider finds it. */
    Map<String, String> environment();

    /** What its own processes have used so far, if it has any. */
    Usage usage();

    @Override
    void close();
}
