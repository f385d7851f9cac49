package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.load.Refusal;
import dev.symbolon.benchmark.load.WrongAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What answers and requests have in common. */
final class Replies {

    private Replies() {}

    /** What an answer is that is not the one hoped for. */
    static RuntimeException unexpected(String what, HttpReply reply) {
        return reply.status() == 503 && reply.field("Retry-After").isPresent()
                ? new Refusal()
                : new WrongAnswer(what + " answers with " + reply.status());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
