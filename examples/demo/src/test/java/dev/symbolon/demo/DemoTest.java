package dev.symbolon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoTest {

    @Nested
    class RefusesInOneLine {

        private final StringWriter said = new StringWriter();

        private int run(String... arguments) {
            CommandLine command = Demo.commandLine();
            command.setErr(new PrintWriter(said, true));
            return command.execute(arguments);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "65534", "nine", "-1", "99999999"})
        void aPortThatIsNone(String port) {
            assertThat(run("--port", port)).isEqualTo(2);
            assertThat(said.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("symbolon: ")
                    .contains("--port");
        }

        @Test
        void anUnknownOption() {
            assertThat(run("--prot", "9000")).isEqualTo(2);
            assertThat(said.toString().lines()).singleElement().asString().contains("--prot");
        }

        @Test
        void aPortThatIsTaken() throws Exception {
            Ports ports = FreePorts.find();
            try (ServerSocket other = new ServerSocket(ports.webApp(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(run("--port", String.valueOf(ports.provider()))).isEqualTo(1);
                assertThat(said.toString().lines())
                        .singleElement()
                        .asString()
                        .startsWith("symbolon: port " + other.getLocalPort() + " is in use");
            }
        }

        @Test
        void aFolderThatIsAFile(@TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("file"), "");

            assertThat(run("--data", file.toString())).isEqualTo(1);
            assertThat(said.toString().lines()).singleElement().asString().contains("is not a folder");
        }
    }

    @Test
    void takesItsTemporaryFolderAwayAtTheEnd() {
        DataFolder data = DataFolder.temporary();
        RunningDemo.start(FreePorts.find(), data).close();

        assertThat(data.path()).doesNotExist();
    }

    @Test
    void startsAgainOnTheDataOfTheLastTime(@TempDir Path folder) {
        Ports ports = FreePorts.find();
        RunningDemo.start(ports, DataFolder.at(folder)).close();
        RunningDemo.start(ports, DataFolder.at(folder)).close();

        assertThat(folder.resolve("symbolon.db")).exists();
    }

    @Test
    void leavesNothingRunningWhenItCannotStart() throws Exception {
        Ports ports = FreePorts.find();
        DataFolder data = DataFolder.temporary();
        try (ServerSocket other = new ServerSocket(ports.api(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(catchStart(ports, data)).contains(String.valueOf(other.getLocalPort()));
        }
        assertThat(data.path()).doesNotExist();
        ports.refuseTaken();
    }

    private static String catchStart(Ports ports, DataFolder data) {
        try (RunningDemo demo = RunningDemo.start(ports, data)) {
            return "started on " + demo.ports();
        } catch (DemoException e) {
            return e.line();
        }
    }
}
