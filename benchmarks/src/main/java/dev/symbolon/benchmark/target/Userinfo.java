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

/** An application asks who the person is (OIDC Core §5.3). */
public final class Userinfo implements Operation {

    private final HttpRequests requests;
    private final String path;
    private final List<String> accessTokens;

    private Userinfo(Target target, List<String> accessTokens) {
        this.requests = target.requests();
        this.path = target.path("userinfo_endpoint");
        this.accessTokens = accessTokens;
    }

    /** Gets everybody an access token first. */
    public static Userinfo of(Target target, List<SignedIn> people) {
        HybridFlow flow = new HybridFlow(target, people);
        List<String> accessTokens = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.to(target.issuer())) {
            for (SignedIn person : people) {
                accessTokens.add(flow.perform(connection, person, true).accessToken());
            }
            return new Userinfo(target, accessTokens);
        } catch (IOException e) {
            throw new BenchmarkException("the flow cannot be gone through", e);
        }
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        String token = accessTokens.get(ThreadLocalRandom.current().nextInt(accessTokens.size()));
        HttpReply reply = connection.exchange(requests.get(path, "Authorization: Bearer " + token));
        if (reply.status() != 200) {
            throw Replies.unexpected("userinfo", reply);
        }
        if (!reply.body().contains("\"sub\"")) {
            throw new WrongAnswer("userinfo does not say who the person is");
        }
    }
}
