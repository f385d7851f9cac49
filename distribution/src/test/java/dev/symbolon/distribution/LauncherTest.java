package dev.symbolon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder as the archive has it, with a Java that only says how it was called. */
class LauncherTest {

    private static final Path FILES = Path.of("src/main/files");
    private static final List<String> JARS = List.of(
            "symbolon-server.jar",
            "a.jar",
            "sqlite-jdbc-3.jar",
            "NativeCryptoProvider-1-linux-x86_64.jar",
            "NativeCryptoProvider-1-linux-aarch_64.jar",
            "NativeCryptoProvider-1-osx-x86_64.jar",
            "NativeCryptoProvider-1-osx-aarch_64.jar");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path installed;

    private record Run(int exitCode, String output) {}

    @BeforeEach
    void install() throws IOException {
        installed = folder.resolve("with a space/symbolon-1");
        for (String file : List.of("bin/symbolon", "lib/launcher.sh", "lib/jvm.options")) {
            Path copy = installed.resolve(file);
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(FILES.resolve(file), copy);
        }
        for (String jar : JARS) {
            Files.createFile(installed.resolve("lib").resolve(jar));
        }
        environment.put("JAVA_HOME", java("25.0.3").toString());
    }

    private Path java(String version) throws IOException {
        Path home = folder.resolve("java-" + version);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Run run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "SYMBOLON_JAVA_OPTS", "CACHE_DIRECTORY"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private Run symbolon(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", installed.resolve("bin/symbolon").toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../symbolon",
                "src/main/files/bin/symbolon",
                "src/main/files/lib/launcher.sh",
                "image/make-root.sh"
            })
    void isWellFormed(String script) throws Exception {
        assertThat(run("bash", "-n", script)).isEqualTo(new Run(0, ""));
    }

    @Test
    void handsItsArgumentsOver() throws Exception {
        assertThat(symbolon("start", "--data=a b", "").output())
                .startsWith("<@" + installed.resolve("lib/jvm.options") + ">\n")
                .endsWith("<dev.symbolon.server.Main>\n<start>\n<--data=a b>\n<>\n");
    }

    @Test
    void namesTheJarsInOneOrderWithTheNativeLibraryOfThisMachineAlone() throws Exception {
        String system = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
        String here = system + (System.getProperty("os.arch").equals("aarch64") ? "-aarch_64" : "-x86_64");

        assertThat(symbolon("start").output())
                .containsPattern("<-cp>\n<[^:]*/lib/NativeCryptoProvider-1-" + here
                        + ".jar:[^:]*/a\\.jar:[^:]*/sqlite-jdbc-3\\.jar:[^:]*/symbolon-server\\.jar>\n");
    }

    @Test
    void letsTheEnvironmentAddOptionsOfTheJvm() throws Exception {
        environment.put("JAVA_OPTS", "-Xmx1g");
        environment.put("SYMBOLON_JAVA_OPTS", "-Xmx2g  -Dx=y");

        assertThat(symbolon("start").output()).contains("<-Xmx1g>\n<-Xmx2g>\n<-Dx=y>\n<-cp>\n");
    }

    @Test
    void usesACacheOnlyIfThereIsOne() throws Exception {
        assertThat(symbolon("start").output()).doesNotContain("AOT");

        Path cache = Files.createFile(installed.resolve("lib/symbolon.aot"));
        assertThat(symbolon("start").output()).contains("<-XX:AOTCache=" + cache + ">");
    }

    @Test
    void looksForTheCacheWhereAServiceManagerKeepsIt() throws Exception {
        Path caches = Files.createDirectory(folder.resolve("caches"));
        Path cache = Files.createFile(caches.resolve("symbolon.aot"));
        environment.put("CACHE_DIRECTORY", caches.toString());

        assertThat(symbolon("start").output()).contains("<-XX:AOTCache=" + cache + ">");
    }

    @Test
    void usesNativeLibrariesThatLieUnpackedForTheseJars() throws Exception {
        Files.createDirectories(installed.resolve("lib/natives/sqlite-jdbc-2"));
        assertThat(symbolon("start").output()).doesNotContain("natives");

        Path natives = Files.createDirectories(installed.resolve("lib/natives/sqlite-jdbc-3"));
        assertThat(symbolon("start").output()).contains("<-Dorg.sqlite.lib.path=" + natives + ">");
    }

    @Test
    void looksForNativeLibrariesWhereAServiceManagerKeepsTheCache() throws Exception {
        Path natives = Files.createDirectories(folder.resolve("caches/natives/sqlite-jdbc-3"));
        environment.put("CACHE_DIRECTORY", folder.resolve("caches").toString());

        assertThat(symbolon("start").output()).contains("<-Dorg.sqlite.lib.path=" + natives + ">");
    }

    @Test
    void saysWhenItCannotMakeACache() throws Exception {
        Run optimise = symbolon("optimise");

        assertThat(optimise.exitCode()).isEqualTo(1);
        assertThat(optimise.output())
                .contains("-XX:AOTCacheOutput=", "symbolon: no cache could be made; starts go on as before");
    }

    @Test
    void saysWhichJavasAreTooOld() throws Exception {
        String script = ". '" + FILES.resolve("lib/launcher.sh") + "'; oldest_java=99; require_java";
        Run run = run("bash", "-euo", "pipefail", "-c", script);

        assertThat(run.output())
                .startsWith("symbolon: there is no JDK 99 or newer. These were looked at:\n")
                .contains("  JAVA_HOME  " + environment.get("JAVA_HOME") + " (JDK 25)\n", "set JAVA_HOME");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
