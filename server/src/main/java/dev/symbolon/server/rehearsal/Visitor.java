package dev.symbolon.server.rehearsal;

import dev.symbolon.protocol.Parameters;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without pictures: one connection, and the cookies that were set on it. */
final class Visitor implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final String host;
    private final Socket socket;
    private final InputStream in;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** @param authorization for the header of that name; empty if there is none */
    Visitor(int port, String authorization) throws IOException {
        host = "Host: localhost:" + port + "\r\n"
                + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n");
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    record Reply(int status, String location, String body) {}

    Reply get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\n", "");
    }

    Reply post(String target, Parameters form) throws IOException {
        String body = form.encoded();
        return send(
                "POST " + target + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length() + "\r\n",
                body);
    }

    private Reply send(String start, String body) throws IOException {
        String cookie = cookies.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
        String sent = start + host + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n") + "\r\n" + body;
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
        return receive();
    }

    private Reply receive() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        String location = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "location" -> location = value;
                case "set-cookie" -> keep(value.split(";", 2)[0]);
                default -> {}
            }
        }
        return new Reply(status, location, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private void keep(String cookie) {
        int equals = cookie.indexOf('=');
        cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the provider has closed the connection");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
