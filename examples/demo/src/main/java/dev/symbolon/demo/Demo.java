package dev.symbolon.demo;

import dev.symbolon.server.configuration.ConfigurationException;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code ./symbolon demo}: runs the provider, the example web app and the example API on this machine. */
@Command(
        name = "./symbolon demo",
        description = {
            "Runs the provider, an example web app and an example API on three ports of this machine, and says where to click."
        },
        sortOptions = false)
public final class Demo implements Callable<Integer> {

    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = PortsConverter.class,
            description =
                    "The provider's port; the web app takes the next one, and the API the one after it. Default: 9000")
    private Ports ports = new Ports(9000);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder for database and keys, so that they outlive the demo. Default: a temporary one")
    private Optional<Path> data = Optional.empty();

    private static final class PortsConverter implements ITypeConverter<Ports> {

        @Override
        public Ports convert(String text) {
            if (!text.matches("[0-9]{1,5}")) {
                throw new TypeConversionException(text + " is not a port");
            }
            try {
                return new Ports(Integer.parseInt(text));
            } catch (DemoException e) {
                throw new TypeConversionException(e.line());
            }
        }
    }

    public static void main(String... arguments) {
        System.setProperty("logback.configurationFile", "dev/symbolon/demo/logback.xml");
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo())
                .setParameterExceptionHandler(Demo::refuseUsage)
                .setExecutionExceptionHandler(Demo::fail);
    }

    private static int refuseUsage(ParameterException refusal, String... arguments) {
        PrintWriter out = refusal.getCommandLine().getErr();
        out.println("symbolon: " + oneLine(refusal) + "; see ./symbolon demo --help");
        return USAGE;
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr()
                .println(
                        failure instanceof ConfigurationException
                                ? failure.getMessage()
                                : "symbolon: " + oneLine(failure));
        return FAILURE;
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningDemo demo = RunningDemo.start(ports, data.map(DataFolder::at).orElseGet(DataFolder::temporary));
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
        System.out.print(new Welcome(ports, data, isTerminal()).text());
        System.out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Asked for by {@code --help}, which picocli answers itself. */
    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "Prints this text.")
    void help(boolean asked) {}
}
