package dev.symbolon.fuzz;

import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** A request as it stands in a corpus: its line, its header fields, an empty line, its content. */
final class RequestText {

    private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE");

    private RequestText() {}

    /** The request that a text means; empty if no HTTP server would pass it on. */
    static Optional<HttpRequest> read(String text) {
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.split("\n", -1);
        String[] words = lines[0].split(" ", 2);
        if (words.length < 2 || !METHODS.contains(words[0]) || !words[1].startsWith("/")) {
            return Optional.empty();
        }
        int question = words[1].indexOf('?');
        String path = question < 0 ? words[1] : words[1].substring(0, question);
        String query = question < 0 ? "" : words[1].substring(question + 1);
        return headers(lines)
                .map(headers -> new HttpRequest(
                        words[0], path, query, headers, end < 0 ? "" : text.substring(end + 2), "192.0.2.1"));
    }

    private static Optional<Headers> headers(String[] lines) {
        Headers headers = Headers.none();
        try {
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon < 1) {
                    return Optional.empty();
                }
                headers = headers.add(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
            return Optional.of(headers);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
