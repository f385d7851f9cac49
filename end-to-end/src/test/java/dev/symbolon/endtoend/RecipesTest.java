package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("docs/recipes.md")
class RecipesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "recipes.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final String SAID = "#> ";
    private static final String TO_OPEN = "Open ";
    private static final int MOST_PAGES = 6;

    @TempDir
    private Path folder;

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    private final PlainBrowser browser = new PlainBrowser(demo.provider(""));

    @Test
    void saysWhatTheCommandsSay() throws Exception {
        Assumptions.assumeTrue(List.of("bash", "curl", "jq", "openssl").stream().allMatch(RecipesTest::isThere));
        try (Shell shell = Shell.start(folder)) {
            for (String block : blocks()) {
                List<String> lines = shell.run(block);
                lines.stream()
                        .filter(line -> line.startsWith(TO_OPEN))
                        .forEach(line -> allow(URI.create(line.substring(TO_OPEN.length()))));

                assertThat(lines)
                        .as(block)
                        .filteredOn(line -> !line.startsWith(TO_OPEN))
                        .isEqualTo(said(block));
            }
        }
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<String> said(String block) {
        return block.lines()
                .filter(line -> line.startsWith(SAID))
                .map(line -> line.substring(SAID.length()))
                .toList();
    }

    /** With the ports of this demo in place of the usual ones. */
    private List<String> blocks() throws IOException {
        String text = Files.readString(DOCUMENT)
                .replace("http://localhost:9000", demo.provider("").toString())
                .replace("http://localhost:9001/", demo.webApp("/").toString())
                .replace("http://localhost:9002/", demo.api("/").toString());
        return BLOCK.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```sh\n", "").replace("```", ""))
                .toList();
    }

    /** What a person does: signs in, and says yes wherever there is something to decide. */
    private void allow(URI address) {
        PlainBrowser.Stop stop = browser.open(address);
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            if (!(stop instanceof PlainBrowser.Stop.Page page)) {
                return;
            }
            Element form = page.document().selectFirst("main form");
            if (form == null) {
                return;
            }
            Element decision = form.selectFirst("button[name=decision]");
            stop = decision == null
                    ? browser.logIn(page)
                    : browser.submit(page, Map.of("decision", decision.attr("value")));
        }
        throw new AssertionError("there is no end of questions at " + address);
    }

    /** One shell for all blocks, which ends at the first command that fails. */
    private record Shell(Process process) implements AutoCloseable {

        private static final String END = "--- end of the block ---";

        static Shell start(Path folder) throws IOException {
            ProcessBuilder bash = new ProcessBuilder("bash").redirectError(ProcessBuilder.Redirect.INHERIT);
            bash.environment().put("TMPDIR", folder.toString());
            Shell shell = new Shell(bash.start());
            shell.write("set -euo pipefail");
            return shell;
        }

        private void write(String text) throws IOException {
            process.outputWriter().write(text + "\n");
            process.outputWriter().flush();
        }

        List<String> run(String block) throws IOException {
            write(block);
            write("echo '" + END + "'");
            List<String> lines = new ArrayList<>();
            for (String line = process.inputReader().readLine();
                    !END.equals(line);
                    line = process.inputReader().readLine()) {
                if (line == null) {
                    throw new AssertionError("the shell has ended at\n" + block + "after saying " + lines);
                }
                lines.add(line);
            }
            return lines;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
