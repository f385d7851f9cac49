package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** The token endpoint, as the application uses it. */
final class TokenEndpoint {

    private static final int VERIFIED_ONE_IN = 64;

    private final Target target;
    private final HttpRequests requests;
    private final String path;
    private final String authorization;

    TokenEndpoint(Target target) {
        this.target = target;
        this.requests = target.requests();
        this.path = target.path("token_endpoint");
        this.authorization = target.application().authorization();
    }

    /**
     * Asks for tokens.
     *
     * @param what it is, for people
     * @param form the request, in the form encoding
     */
    Tokens ask(HttpConnection connection, String what, String form) throws IOException {
        HttpReply reply = connection.exchange(requests.post(path, form, authorization));
        if (reply.status() != 200) {
            throw Replies.unexpected(what, reply);
        }
        return Tokens.parse(reply.body());
    }

    /** Verifies one in a few; all of them would cost the load generator more than the load. */
    void verifySometimes(String accessToken) {
        if (ThreadLocalRandom.current().nextInt(VERIFIED_ONE_IN) == 0) {
            AccessTokenCheck.verify(target, accessToken);
        }
    }
}
