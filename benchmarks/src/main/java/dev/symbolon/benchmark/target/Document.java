package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.WrongAnswer;
import java.io.IOException;

/** Somebody reads a document that the provider publishes. */
public final class Document implements Operation {

    private final String name;
    private final String request;
    private final String expected;

    private Document(String name, String request, String expected) {
        this.name = name;
        this.request = request;
        this.expected = expected;
    }

    /** The keys (OIDC Discovery §3, {@code jwks_uri}). */
    public static Document keys(Target target) {
        return new Document("jwks", target.requests().get(target.path("jwks_uri")), "\"keys\"");
    }

    /** What the provider says of itself (OIDC Discovery §4). */
    public static Document discovery(Target target) {
        String path = target.issuer().getRawPath() + Target.DISCOVERY;
        return new Document("discovery", target.requests().get(path), "\"authorization_endpoint\"");
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        HttpReply reply = connection.exchange(request);
        if (reply.status() != 200) {
            throw Replies.unexpected(name, reply);
        }
        if (!reply.body().contains(expected)) {
            throw new WrongAnswer(name + " lacks " + expected);
        }
    }
}
