package dev.symbolon.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./symbolon fuzz}: has a machine make up inputs for one target after the other. */
@Command(
        name = "./symbolon fuzz",
        description =
                "Makes up inputs for every parser and for the whole provider, and says which of them break something.",
        sortOptions = false)
public final class Fuzz implements Callable<Integer> {

    private static final int FOUND_SOMETHING = 3;

    private final List<String> targets = new ArrayList<>();

    @Option(names = "--seconds", paramLabel = "N", description = "How long to probe each. Default: 60")
    private int seconds = 60;

    /** Takes what stands on the command line. */
    @Parameters(
            paramLabel = "TARGET",
            arity = "0..*",
            description = "What to probe, of: form, redirect-uri, issuer, scope, network, "
                    + "value, json, jwks, jwt, jwe, metadata, configuration, manifest, request. Default: all")
    void probe(List<String> names) {
        names.stream()
                .filter(name -> !Targets.names().contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "there is no target " + unknown + "; there are " + Targets.names());
                });
        targets.addAll(names);
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Fuzz()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Corpus corpus = Corpus.ofThisCheckout();
        boolean clean = true;
        for (String target : targets.isEmpty() ? Targets.names() : targets) {
            Session session = new Session(target, corpus, Files.createDirectories(corpus.findings()));
            clean &= session.run(seconds, out);
        }
        return clean ? 0 : FOUND_SOMETHING;
    }
}
