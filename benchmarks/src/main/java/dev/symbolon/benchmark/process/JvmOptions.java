package dev.symbolon.benchmark.process;

import java.util.List;

/** The options of the JVM that the launcher sets. */
public final class JvmOptions {

    public static final List<String> OF_THE_LAUNCHER =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    private JvmOptions() {}
}
