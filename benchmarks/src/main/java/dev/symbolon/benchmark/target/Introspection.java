package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.WrongAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** An application asks whether an access token is good (RFC 7662). */
public final class Introspection implements Operation {

    private final Target target;
    private final HttpRequests requests;
    private final String path;
    private final List<String> accessTokens;

    private Introspection(Target target, List<String> accessTokens) {
        this.target = target;
        this.requests = target.requests();
        this.path = target.path("introspection_endpoint");
        this.accessTokens = accessTokens;
    }

    /** The application asks about tokens of its own, for which everybody gets it one first. */
    public static Introspection of(Target target, List<SignedIn> people) {
        return of(target, people, target.application());
    }

    /** Gets everybody an access token first; somebody else asks about them. */
    public static Introspection of(Target target, List<SignedIn> people, Application asking) {
        HybridFlow flow = new HybridFlow(target, people);
        List<String> accessTokens = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.to(target.issuer())) {
            for (SignedIn person : people) {
                accessTokens.add(flow.perform(connection, person, true).accessToken());
            }
            return new Introspection(target.with(asking), accessTokens);
        } catch (IOException e) {
            throw new BenchmarkException("the flow cannot be gone through", e);
        }
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        String token = accessTokens.get(ThreadLocalRandom.current().nextInt(accessTokens.size()));
        String form = "token=" + Replies.encoded(token);
        HttpReply reply = connection.exchange(
                requests.post(path, form, target.application().authorization()));
        if (reply.status() != 200) {
            throw Replies.unexpected("introspection", reply);
        }
        if (!reply.body().contains("\"active\":true")) {
            throw new WrongAnswer("introspection calls a good access token bad");
        }
    }
}
