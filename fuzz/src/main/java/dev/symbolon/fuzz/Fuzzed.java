package dev.symbolon.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** What Jazzer calls, by these names, for every input that it makes up. */
public final class Fuzzed {

    private static final AtomicReference<Target> TARGET = new AtomicReference<>();

    private Fuzzed() {}

    /** @param arguments the name of the target */
    public static void fuzzerInitialize(String[] arguments) {
        TARGET.set(Targets.named(arguments[0])
                .orElseThrow(() -> new IllegalArgumentException("there is no target " + arguments[0])));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.get().probe().accept(new String(input, StandardCharsets.UTF_8));
    }
}
