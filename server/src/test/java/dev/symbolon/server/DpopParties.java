package dev.symbolon.server;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.http.HttpResponse;
import java.util.Optional;

/** A client that may bind its tokens to a key, and two keys. */
final class DpopParties implements AutoCloseable {

    static final SenderConstraint BOUND = new SenderConstraint(true, false);
    static final Parameters OWN_TOKEN = Parameters.none().with("grant_type", "client_credentials");

    final TestProvider provider = TestProvider.withUser("ada");
    final TestClient client = provider.register();
    final TestBrowser browser = provider.browser();
    final TestProofs key = new TestProofs(provider);
    final TestProofs otherKey = new TestProofs(provider);

    /** A token of the client itself. */
    TestTokens own(String... proofs) {
        return key.token(client, OWN_TOKEN, proofs);
    }

    String code(Parameters request) {
        return browser.authorize(request).code();
    }

    TestTokens bound(TestClient of, Parameters request) {
        return key.token(of, of.codeGrant(code(request)), key.forToken());
    }

    Optional<String> jkt(String accessToken) {
        return provider.verified(accessToken).claims().object("cnf").flatMap(cnf -> cnf.string("jkt"));
    }

    static Optional<String> nonce(HttpResponse response) {
        return response.headers().first("DPoP-Nonce");
    }

    @Override
    public void close() {
        provider.close();
    }
}
