package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.token.Signatures;
import java.time.Duration;
import java.time.InstantSource;

/** Puts an authorization response into one signed JWT for its client (JARM §2.1). */
public final class ResponseJwts {

    /** JARM §2.1 advises ten minutes at most; a browser needs seconds. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String TYPE = "JWT";

    private final Issuer issuer;
    private final Signatures signatures;
    private final InstantSource clock;

    public ResponseJwts(Issuer issuer, Signatures signatures, InstantSource clock) {
        this.issuer = issuer;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** The one parameter {@code response}. It has no {@code sub}, so that nobody takes it for an ID token. */
    Parameters sign(Client client, Parameters response) {
        JsonObject claims = JsonObject.empty();
        for (String name : response.names()) {
            claims = claims.with(name, response.required(name));
        }
        JsonObject addressed = claims.with("iss", issuer)
                .with("aud", client.id())
                .with("exp", clock.instant().plus(LIFETIME).getEpochSecond());
        String jwt = signatures.sign(client.tokens().signing().authorization(), TYPE, addressed);
        return Parameters.none().with("response", jwt);
    }
}
