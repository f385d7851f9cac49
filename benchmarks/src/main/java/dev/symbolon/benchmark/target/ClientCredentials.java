package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.load.Operation;
import dev.symbolon.benchmark.load.WrongAnswer;
import dev.symbolon.protocol.Parameters;
import java.io.IOException;

/** An application asks for an access token of its own (RFC 6749 §4.4). */
public final class ClientCredentials implements Operation {

    private final TokenEndpoint endpoint;
    private final String form;

    public ClientCredentials(Target target) {
        this.endpoint = new TokenEndpoint(target);
        this.form = target.application()
                .with(Parameters.none().with("grant_type", "client_credentials"))
                .encoded();
    }

    @Override
    public void perform(HttpConnection connection) throws IOException {
        Tokens tokens = endpoint.ask(connection, "client_credentials", form);
        if (tokens.idToken().isPresent() || tokens.refreshToken().isPresent()) {
            throw new WrongAnswer("client_credentials yields more than an access token");
        }
        endpoint.verifySometimes(tokens.accessToken());
    }
}
