package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the build puts the provider, and how the launcher starts it: the JVM options are the launcher's. */
final class PackagedServer {

    private static final String MAIN = "dev.symbolon.server.Main";

    private PackagedServer() {}

    static JavaProcess.Program program(ProviderProcess.Settings settings, List<String> arguments) {
        List<String> options = new ArrayList<>(JvmOptions.OF_THE_LAUNCHER);
        if (Files.exists(cache())) {
            options.add("-XX:AOTCache=" + cache());
        }
        options.addAll(settings.jvmOptions());
        return new JavaProcess.Program(options, classPath(), MAIN, arguments, settings.environment());
    }

    /** As the launcher puts it together, since the cache is for this one alone. */
    private static String classPath() {
        try (Stream<Path> libraries = Files.list(target().resolve("lib"))) {
            return Stream.concat(
                            Stream.of(jar().toString()),
                            libraries.map(Path::toString).sorted().filter(PackagedServer::isForThisMachine))
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new BenchmarkException("the libraries of the provider cannot be listed", e);
        }
    }

    private static boolean isForThisMachine(String library) {
        String system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        return !library.contains("CryptoProvider-") || library.endsWith("-" + system + "-" + processor + ".jar");
    }

    private static Path cache() {
        return target().resolve("symbolon.aot");
    }

    static Path jar() {
        return target().resolve("symbolon-server.jar");
    }

    static boolean isUpToDate() {
        try (Stream<Path> found = Files.walk(target().resolve("classes"))) {
            FileTime built = Files.getLastModifiedTime(jar());
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(path).compareTo(built) > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new BenchmarkException("the classes of the provider cannot be listed", e);
        }
    }

    private static Path target() {
        return Checkout.root().resolve("server/target");
    }
}
