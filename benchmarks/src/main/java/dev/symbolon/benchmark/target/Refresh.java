package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.WrongAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An application redeems a refresh token for new tokens, the next refresh token among them (RFC 6749 §6). */
public final class Refresh implements Operation {

    private final TokenEndpoint endpoint;
    private final Queue<String> refreshTokens = new ConcurrentLinkedQueue<>();

    private Refresh(Target target) {
        this.endpoint = new TokenEndpoint(target);
    }

    /** Gets everybody a refresh token first; there must be as many people as clients at the same time. */
    public static Refresh of(Target target, List<SignedIn> people) {
        Refresh refresh = new Refresh(target);
        HybridFlow flow = new HybridFlow(target, people);
        try (HttpConnection connection = HttpConnection.to(target.issuer())) {
            for (SignedIn person : people) {
                refresh.refreshTokens.add(next(flow.perform(connection, person, true)));
            }
            return refresh;
        } catch (IOException e) {
            throw new BenchmarkException("the flow cannot be gone through", e);
        }
    }

    private static String next(Tokens tokens) {
        return tokens.refreshToken().orElseThrow(() -> new WrongAnswer("there is no refresh token"));
    }

    /** A token is in nobody else's hands while it is redeemed; if that fails, it goes back. */
    @Override
    public void perform(HttpConnection connection) throws IOException {
        String current = refreshTokens.poll();
        if (current == null) {
            throw new BenchmarkException("there are fewer people than clients");
        }
        String following = current;
        try {
            Tokens tokens = endpoint.ask(
                    connection, "refresh", "grant_type=refresh_token&refresh_token=" + Replies.encoded(current));
            following = next(tokens);
            endpoint.verifySometimes(tokens.accessToken());
        } finally {
            refreshTokens.add(following);
        }
    }
}
