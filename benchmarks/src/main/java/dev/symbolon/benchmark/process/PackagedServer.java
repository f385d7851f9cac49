package dev.symbolon.benchmark.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the build puts the provider, and how the launcher starts it: the JVM options are the launcher's. */
final class PackagedServer {

    private static final String MAIN = "dev.symbolon.server.Main";

    private PackagedServer() {}

    static JavaProcess.Program program(ProviderProcess.Settings settings, List<String> arguments) {
        List<String> options = new ArrayList<>(JvmOptions.OF_THE_LAUNCHER);
        options.addAll(settings.jvmOptions());
        return new JavaProcess.Program(
                options, jar() + ":" + target().resolve("lib/*"), MAIN, arguments, settings.environment());
    }

    static Path jar() {
        return target().resolve("symbolon-server.jar");
    }

    private static Path target() {
        return Checkout.root().resolve("server/target");
    }
}
