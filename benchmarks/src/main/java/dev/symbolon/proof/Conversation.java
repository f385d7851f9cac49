package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.benchmark.target.Tokens;
import dev.symbolon.protocol.Parameters;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What applications ask a provider, one thing after the other.
 *
 * <p>Every method throws {@link IOException} if no whole answer came: whether the request was carried out is not known then.
 */
final class Conversation implements AutoCloseable {

    private static final int BAD_GATEWAY = 502;

    private final Target target;
    private final HttpRequests requests;
    private final HttpConnection connection;
    private final Watcher watcher;

    private Conversation(Target target, HttpConnection connection, Watcher watcher) {
        this.target = target;
        this.requests = target.requests();
        this.connection = connection;
        this.watcher = watcher;
    }

    /** @param address of the node to talk to; the provider's own, or another */
    static Conversation with(Target target, URI address) {
        return watched(target, address, Watcher.NOBODY);
    }

    static Conversation watched(Target target, URI address, Watcher watcher) {
        return new Conversation(target, HttpConnection.to(address), watcher);
    }

    HttpConnection connection() {
        return connection;
    }

    /** An authorization request that must be answered without a page. */
    Answer authorize(SignedIn person, Application application, String responseType) throws IOException {
        String state = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Parameters request =
                request(application, responseType).with("state", state).with("prompt", "none");
        HttpReply reply = exchange(
                requests.get(target.path("authorization_endpoint") + "?" + request.encoded(), person.cookies()));
        Optional<String> location = reply.location().filter(found -> found.startsWith(application.redirectUri()));
        if (location.isEmpty()) {
            return Answer.unexpected(reply);
        }
        Parameters answer = Parameters.parse(
                location.get().substring(application.redirectUri().length() + 1));
        if (!answer.one("state").equals(Optional.of(state))) {
            return new Answer.Wrong("authorize returns another state");
        }
        Optional<String> code = answer.one("code");
        return code.isPresent()
                ? new Answer.Code(code.get())
                : new Answer.Refused(answer.one("error").orElse("no code"));
    }

    static Parameters request(Application application, String responseType) {
        Parameters request = Parameters.none()
                .with("response_type", responseType)
                .with("client_id", application.id())
                .with("redirect_uri", application.redirectUri())
                .with("scope", application.scope())
                .with("nonce", Long.toHexString(ThreadLocalRandom.current().nextLong()));
        for (String name : application.more().names()) {
            request = request.with(name, application.more().one(name));
        }
        return request;
    }

    Answer redeem(Application application, String code) throws IOException {
        return tokens(
                application,
                Parameters.none()
                        .with("grant_type", "authorization_code")
                        .with("redirect_uri", application.redirectUri())
                        .with("code", code));
    }

    Answer refresh(Application application, String refreshToken) throws IOException {
        return tokens(
                application,
                Parameters.none().with("grant_type", "refresh_token").with("refresh_token", refreshToken));
    }

    private HttpReply exchange(String request) throws IOException {
        long begun = System.nanoTime();
        try {
            HttpReply reply = connection.exchange(request);
            if (reply.status() == BAD_GATEWAY) {
                throw new IOException("a node was cut off");
            }
            watcher.saw(begun, reply);
            return reply;
        } catch (IOException e) {
            watcher.sawNothing(begun, e);
            throw e;
        }
    }

    private Answer tokens(Application application, Parameters form) throws IOException {
        HttpReply reply =
                exchange(requests.post(target.path("token_endpoint"), form.encoded(), application.authorization()));
        return reply.status() == 200 ? new Answer.Given(Tokens.parse(reply.body())) : Answer.unexpected(reply);
    }

    /** Revokes a token (RFC 7009). */
    Answer revoke(Application application, String token) throws IOException {
        HttpReply reply = exchange(requests.post(
                target.path("revocation_endpoint"),
                Parameters.none().with("token", token).encoded(),
                application.authorization()));
        return reply.status() == 200 ? new Answer.Done() : Answer.unexpected(reply);
    }

    boolean canRevoke() {
        return target.metadata().has("revocation_endpoint");
    }

    Answer userinfo(String accessToken) throws IOException {
        HttpReply reply =
                exchange(requests.get(target.path("userinfo_endpoint"), "Authorization: Bearer " + accessToken));
        return reply.status() == 200 ? new Answer.Done() : Answer.unexpected(reply);
    }

    @Override
    public void close() {
        connection.close();
    }
}
