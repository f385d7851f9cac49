package dev.symbolon.benchmark.http;

import java.net.URI;

/** Writes requests to one server, whole, so that each is sent at once. They are ASCII. */
public final class HttpRequests {

    private final String host;

    private HttpRequests(String host) {
        this.host = host;
    }

    public static HttpRequests to(URI server) {
        return new HttpRequests(server.getRawAuthority());
    }

    /** @param fields of the header, each as {@code Name: value} */
    public String get(String pathAndQuery, String... fields) {
        return head("GET", pathAndQuery, fields).append("\r\n").toString();
    }

    /** @param form in the form encoding, which is ASCII */
    public String post(String pathAndQuery, String form, String... fields) {
        return head("POST", pathAndQuery, fields)
                .append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                .append(form.length())
                .append("\r\n\r\n")
                .append(form)
                .toString();
    }

    private StringBuilder head(String method, String pathAndQuery, String... fields) {
        StringBuilder head = new StringBuilder(1024)
                .append(method)
                .append(' ')
                .append(pathAndQuery)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head;
    }
}
