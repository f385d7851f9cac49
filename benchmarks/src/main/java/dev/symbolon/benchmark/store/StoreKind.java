package dev.symbolon.benchmark.store;

import java.util.Locale;

/** The engines. */
public enum StoreKind {
    SQLITE,
    POSTGRESQL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
