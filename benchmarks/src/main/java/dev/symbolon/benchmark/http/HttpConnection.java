package dev.symbolon.benchmark.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A connection that is kept alive, for one thread at a time. It is made at the first exchange, and again at the next one after
 * the server has closed it; nothing is ever sent twice.
 */
public final class HttpConnection implements AutoCloseable {

    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int SILENCE_MILLISECONDS = 60_000;

    private final URI server;
    private final Consumer<Exchange> observer;
    private Optional<Wire> wire = Optional.empty();

    private HttpConnection(URI server, Consumer<Exchange> observer) {
        this.server = server;
        this.observer = observer;
    }

    /** A request, and what came back. */
    public record Exchange(String request, HttpReply reply) {

        /** There may be tokens in both. */
        @Override
        public String toString() {
            return "Exchange[" + reply + "]";
        }
    }

    public static HttpConnection to(URI server) {
        return new HttpConnection(server, exchange -> {});
    }

    /** A connection whose exchanges are shown to somebody. */
    public static HttpConnection observed(URI server, Consumer<Exchange> observer) {
        return new HttpConnection(server, observer);
    }

    /** A socket, and what has been read from it. */
    private record Wire(Socket socket, ReplyReader reader) {

        static Wire open(URI server) throws IOException {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(SILENCE_MILLISECONDS);
                socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLISECONDS);
                return new Wire(socket, new ReplyReader(socket.getInputStream()));
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param request as {@link HttpRequests} writes it
     * @throws IOException if there is no whole answer; whether the request has been carried out is not known then
     */
    public HttpReply exchange(String request) throws IOException {
        Wire current = wire.isPresent() ? wire.get() : connect();
        boolean whole = false;
        try {
            current.socket().getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            HttpReply reply = current.reader().read();
            observer.accept(new Exchange(request, reply));
            whole = !reply.field("Connection").filter("close"::equalsIgnoreCase).isPresent();
            return reply;
        } catch (EOFException e) {
            throw new IOException("the server closed the connection", e);
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private Wire connect() throws IOException {
        Wire opened = Wire.open(server);
        wire = Optional.of(opened);
        return opened;
    }

    @Override
    public void close() {
        try {
            if (wire.isPresent()) {
                wire.get().socket().close();
            }
        } catch (IOException _) {
            // There is nothing to lose: whatever was to be read has been read.
            return;
        } finally {
            wire = Optional.empty();
        }
    }
}
