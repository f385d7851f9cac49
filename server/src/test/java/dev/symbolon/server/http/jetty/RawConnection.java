package dev.symbolon.server.http.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A plain TCP connection, to send what no HTTP client would. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Everything until the server closes the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends one octet every 50 milliseconds until the server closes the connection, and returns how many it took. */
    int trickleUntilClosed(int most) throws IOException {
        socket.setSoTimeout(50);
        int sent = 0;
        while (sent < most && isOpen()) {
            try {
                send("a");
            } catch (SocketException e) {
                return sent;
            }
            sent++;
        }
        return sent;
    }

    private boolean isOpen() throws IOException {
        try {
            byte[] ignored = new byte[1024];
            int read;
            do {
                read = socket.getInputStream().read(ignored);
            } while (read > 0);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
