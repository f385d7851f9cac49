package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.Parameters;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The silent hybrid flow (OIDC Core §3.3): an authorization request with a live session and remembered consent, answered with
 * code, ID token and access token in the fragment, and then the exchange of the code for three more tokens or two.
 *
 * <p>Every answer is checked for what it must hold, and one in 64 down to signatures, nonce and hashes.
 */
public final class HybridFlow implements Operation {

    private static final String RESPONSE_TYPE = "code id_token token";
    private static final int VERIFIED_ONE_IN = 64;

    private final Target target;
    private final List<SignedIn> people;
    private final HttpRequests requests;
    private final String authorize;
    private final TokenEndpoint tokenEndpoint;
    private final String exchange;

    public HybridFlow(Target target, List<SignedIn> people) {
        this.target = target;
        this.people = people;
        this.requests = target.requests();
        this.authorize = target.path("authorization_endpoint") + "?"
                + fixed(target.application()).encoded();
        this.tokenEndpoint = new TokenEndpoint(target);
        this.exchange = "grant_type=authorization_code&redirect_uri="
                + Replies.encoded(target.application().redirectUri()) + "&code=";
    }

    private static Parameters fixed(Application application) {
        return application.with(Parameters.none()
                .with("response_type", RESPONSE_TYPE)
                .with("client_id", application.id())
                .with("redirect_uri", application.redirectUri())
                .with("scope", application.scope()));
    }

    /** What is different in every request. */
    record Request(String state, String nonce) {

        static Request random() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return new Request(text(random), text(random));
        }

        private static String text(ThreadLocalRandom random) {
            return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        }

        Parameters parameters(Application application) {
            return fixed(application).with("state", state).with("nonce", nonce);
        }
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        perform(connection, people.get(random.nextInt(people.size())), random.nextInt(VERIFIED_ONE_IN) == 0);
    }

    /** Does it once for one person. */
    public Tokens perform(HttpConnection connection, SignedIn person, boolean verified) throws IOException {
        Request request = Request.random();
        FrontChannel front = authorize(connection, person, request);
        Tokens tokens = tokenEndpoint.ask(connection, "code exchange", exchange + Replies.encoded(front.code()));
        if (verified) {
            front.verify(target, request);
            tokens.verify(target, request.nonce());
        }
        return tokens;
    }

    private FrontChannel authorize(HttpConnection connection, SignedIn person, Request request) throws IOException {
        String path = authorize + "&state=" + request.state() + "&nonce=" + request.nonce();
        HttpReply reply = connection.exchange(requests.get(path, person.cookies()));
        if (reply.status() != 302 && reply.status() != 303) {
            throw Replies.unexpected("authorize", reply);
        }
        return FrontChannel.parse(target, request, reply.location().orElse(""));
    }

    /** What came through the browser. */
    record FrontChannel(String code, String idToken, String accessToken) {

        static FrontChannel parse(Target target, Request request, String location) {
            String expected = target.application().redirectUri() + "#";
            if (!location.startsWith(expected)) {
                throw new WrongAnswer("authorize leads elsewhere than to the application's fragment");
            }
            Parameters parameters = Parameters.parse(location.substring(expected.length()));
            if (parameters.one("error").isPresent()) {
                throw new WrongAnswer("authorize: " + parameters.required("error"));
            }
            if (!parameters.required("state").equals(request.state())) {
                throw new WrongAnswer("authorize returns another state");
            }
            return new FrontChannel(
                    parameters.required("code"), parameters.required("id_token"), parameters.required("access_token"));
        }

        void verify(Target target, Request request) {
            new IdTokenCheck(target, idToken)
                    .nonce(request.nonce())
                    .hash("c_hash", code)
                    .hash("at_hash", accessToken);
            AccessTokenCheck.verify(target, accessToken);
        }

        /** They do not print. */
        @Override
        public String toString() {
            return "FrontChannel";
        }
    }
}
