package dev.symbolon.benchmark.process;

import java.util.List;

/** The options of the JVM that the launcher sets. */
public final class JvmOptions {

    public static final List<String> OF_THE_LAUNCHER =
            List.of("@" + Checkout.root().resolve("distribution/src/main/files/lib/jvm.options"));

    private JvmOptions() {}
}
