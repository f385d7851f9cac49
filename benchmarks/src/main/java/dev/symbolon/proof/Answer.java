package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.target.Tokens;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;

/** What the provider answered. None of them prints a token. */
sealed interface Answer {

    /** A code, through the browser. */
    record Code(String code) implements Answer {

        @Override
        public String toString() {
            return "Code";
        }
    }

    record Given(Tokens tokens) implements Answer {}

    /** Done, and nothing to say. */
    record Done() implements Answer {}

    /** An error of the protocol. */
    record Refused(String error) implements Answer {}

    /** 503 with {@code Retry-After}: honest, and nothing to blame. */
    record Unavailable() implements Answer {}

    /** Anything else. */
    record Wrong(String what) implements Answer {}

    /** What an answer is that is not the one hoped for. */
    static Answer unexpected(HttpReply reply) {
        if (reply.status() == 503 && reply.field("Retry-After").isPresent()) {
            return new Unavailable();
        }
        if (reply.status() == 401 || reply.status() == 400) {
            return new Refused(error(reply));
        }
        return new Wrong("status " + reply.status());
    }

    private static String error(HttpReply reply) {
        try {
            return JsonObject.parse(reply.body()).string("error").orElse("status " + reply.status());
        } catch (JsonException e) {
            return "status " + reply.status();
        }
    }
}
