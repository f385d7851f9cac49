package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the build puts the provider, and how the launcher starts it: the JVM options are the launcher's. */
record PackagedServer(Path checkout) {

    private static final String MAIN = "dev.symbolon.server.Main";

    static PackagedServer ofThisCheckout() {
        return new PackagedServer(Checkout.root());
    }

    JavaProcess.Program program(ProviderProcess.Settings settings, List<String> arguments) {
        List<String> options = new ArrayList<>(JvmOptions.ofTheLauncher(checkout));
        if (Files.exists(cache())) {
            options.add("-XX:AOTCache=" + cache());
        }
        nativeLibraries("sqlite-jdbc-").ifPresent(folder -> options.add("-Dorg.sqlite.lib.path=" + folder));
        nativeLibraries("AmazonCorrettoCryptoProvider-")
                .ifPresent(folder -> options.addAll(List.of(
                        "-Djava.library.path=" + folder, "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true")));
        options.addAll(settings.jvmOptions());
        return new JavaProcess.Program(options, classPath(), MAIN, arguments, settings.environment());
    }

    /** As the launcher puts it together, since the cache is for this one alone. */
    private String classPath() {
        return Stream.concat(Stream.of(jar()), libraries()).map(Path::toString).collect(Collectors.joining(":"));
    }

    private Stream<Path> libraries() {
        try (Stream<Path> libraries = Files.list(target().resolve("lib"))) {
            return libraries.sorted().filter(library -> isForThisMachine(library.toString())).toList().stream();
        } catch (IOException e) {
            throw new BenchmarkException("the libraries of the provider cannot be listed", e);
        }
    }

    private static boolean isForThisMachine(String library) {
        String system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        return !library.contains("CryptoProvider-") || library.endsWith("-" + system + "-" + processor + ".jar");
    }

    /** Where the launcher has had the native libraries of a jar unpacked, if it has. */
    private Optional<Path> nativeLibraries(String jar) {
        return libraries()
                .filter(library -> library.getFileName().toString().startsWith(jar))
                .map(library -> target().resolve("natives")
                        .resolve(library.getFileName().toString().replaceFirst("\\.jar$", "")))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private Path cache() {
        return target().resolve("symbolon.aot");
    }

    private Path jar() {
        return target().resolve("symbolon-server.jar");
    }

    boolean isBuilt() {
        return Files.exists(jar());
    }

    boolean isUpToDate() {
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

    private Path target() {
        return checkout.resolve("server/target");
    }
}
