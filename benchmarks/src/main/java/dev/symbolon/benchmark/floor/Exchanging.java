package dev.symbolon.benchmark.floor;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpConnection.Exchange;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.benchmark.load.ClosedLoop;
import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.benchmark.process.JavaProcess;
import dev.symbolon.benchmark.process.JvmOptions;
import dev.symbolon.benchmark.process.ProviderProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What exchanges over HTTP cost with nothing behind them: the same requests, and answers of the same size. The server runs as long
 * as this, so that it is as well warmed up as the provider.
 */
final class Exchanging implements AutoCloseable {

    private final URI server;
    private final JavaProcess process;

    private Exchanging(URI server, JavaProcess process) {
        this.server = server;
        this.process = process;
    }

    /** @param folder for a log */
    static Exchanging start(Path folder) {
        int port = ProviderProcess.freePort();
        Exchanging exchanging = new Exchanging(
                URI.create("http://127.0.0.1:" + port),
                JavaProcess.start(program(port), folder.resolve("bare-server.log")));
        try {
            exchanging.awaitReady();
            return exchanging;
        } catch (RuntimeException e) {
            exchanging.close();
            throw e;
        }
    }

    /**
     * Milliseconds of CPU time for these exchanges together.
     *
     * @param exchanges as they were with the provider
     */
    double milliseconds(List<Exchange> exchanges, int clients, Duration warmUp, Duration duration) {
        Window window = ClosedLoop.run(
                new Load(server, clients, warmUp, duration),
                replay(exchanges),
                () -> process.usage().cpu());
        if (window.tally().errors() > 0) {
            throw new BenchmarkException(
                    "the bare server answers wrongly: " + window.tally().failures());
        }
        return window.cpuMilliseconds();
    }

    @Override
    public void close() {
        process.close();
    }

    private static JavaProcess.Program program(int port) {
        return new JavaProcess.Program(
                JvmOptions.OF_THE_LAUNCHER,
                System.getProperty("java.class.path"),
                BareServer.class.getName(),
                List.of(Integer.toString(port)),
                Map.of());
    }

    private void awaitReady() {
        String request = HttpRequests.to(server).get("/?&body=1");
        while (process.isAlive()) {
            try (HttpConnection connection = HttpConnection.to(server)) {
                connection.exchange(request);
                return;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
        throw new BenchmarkException("the bare server does not start:\n" + process.output());
    }

    private record Replayed(String request, int octets) {

        /** The same request, whose query ends in what the answer shall be like. */
        static Replayed of(Exchange exchange) {
            String text = exchange.request();
            HttpReply reply = exchange.reply();
            int end = text.indexOf(" HTTP/1.1\r\n");
            String size = (text.lastIndexOf('?', end) < 0 ? "?" : "") + "&head="
                    + reply.head().length() + "&body=" + reply.body().length();
            return new Replayed(text.substring(0, end) + size + text.substring(end), reply.octets());
        }
    }

    private static Operation replay(List<Exchange> exchanges) {
        List<Replayed> replayed = new ArrayList<>();
        exchanges.forEach(exchange -> replayed.add(Replayed.of(exchange)));
        return connection -> {
            for (Replayed one : replayed) {
                int octets = connection.exchange(one.request()).octets();
                if (Math.abs(octets - one.octets()) > 100) {
                    throw new WrongAnswer(octets + " octets instead of " + one.octets());
                }
            }
        };
    }
}
