package dev.symbolon.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends octets to a server, whatever they are, and listens until it has said everything. */
final class RawConnection {

    private static final int PATIENCE_MILLISECONDS = 10_000;
    private static final int MOST_OCTETS = 200_000;

    private RawConnection() {}

    /** What came back: nothing if the server hung up, and {@code hangs} if it neither answered nor hung up. */
    record Reply(String text, boolean hangs) {

        /** 0 if there is no status line. */
        int status() {
            return text.matches("(?s)HTTP/1\\.[01] [0-9]{3} .*") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }
    }

    /** @param octets each character is one octet */
    static Reply send(int port, String octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            try {
                socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (SocketException e) {
                // The server has seen enough; what it had to say about it may still be there.
            }
            return read(socket.getInputStream());
        }
    }

    private static Reply read(InputStream input) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8_192];
        try {
            int read = input.read(buffer);
            while (read >= 0 && text.length() < MOST_OCTETS) {
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                read = input.read(buffer);
            }
        } catch (SocketTimeoutException e) {
            return new Reply(text.toString(), true);
        } catch (IOException e) {
            // The server has cut the connection off.
        }
        return new Reply(text.toString(), false);
    }
}
