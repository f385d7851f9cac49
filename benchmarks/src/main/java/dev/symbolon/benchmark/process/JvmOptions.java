package dev.symbolon.benchmark.process;

import java.nio.file.Path;
import java.util.List;

/** The options of the JVM that the launcher sets. */
public final class JvmOptions {

    public static final List<String> OF_THE_LAUNCHER = ofTheLauncher(Checkout.root());

    private JvmOptions() {}

    static List<String> ofTheLauncher(Path checkout) {
        return List.of("@" + checkout.resolve("distribution/src/main/files/lib/jvm.options"));
    }
}
