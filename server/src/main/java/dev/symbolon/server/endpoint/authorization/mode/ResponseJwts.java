package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.token.Encryptions;
import dev.symbolon.server.token.Signatures;
import java.time.Duration;
import java.time.InstantSource;

/** Puts an authorization response into one signed JWT for its client, encrypted if the client is so registered (JARM §2.1, §2.2). */
public final class ResponseJwts {

    /** JARM §2.1 advises ten minutes at most; a browser needs seconds. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String TYPE = "JWT";

    private final Issuer issuer;
    private final Signatures signatures;
    private final Encryptions encryptions;
    private final InstantSource clock;

    public ResponseJwts(Issuer issuer, Signatures signatures, Encryptions encryptions, InstantSource clock) {
        this.issuer = issuer;
        this.signatures = signatures;
        this.encryptions = encryptions;
        this.clock = clock;
    }

    /** The one parameter {@code response}. It has no {@code sub}, so that nobody takes it for an ID token. */
    Parameters sign(Client client, Parameters response) {
        try {
            return Parameters.none()
                    .with(
                            "response",
                            encryptions.encrypt(
                                    client,
                                    jwt(client, response),
                                    client.tokens().encryption().authorization()));
        } catch (OAuthException e) {
            return Parameters.none().with("response", jwt(client, refusal(response, e)));
        }
    }

    /** What cannot be encrypted is not told at all; why, is no secret. */
    private static Parameters refusal(Parameters response, OAuthException e) {
        return Parameters.none()
                .with("error", e.error().code())
                .with("error_description", e.description())
                .with("state", response.one("state"))
                .with("iss", response.one("iss"));
    }

    private String jwt(Client client, Parameters response) {
        JsonObject claims = JsonObject.empty();
        for (String name : response.names()) {
            claims = claims.with(name, response.required(name));
        }
        JsonObject addressed = claims.with("iss", issuer)
                .with("aud", client.id())
                .with("exp", clock.instant().plus(LIFETIME).getEpochSecond());
        return signatures.sign(client.tokens().signing().authorization(), TYPE, addressed);
    }
}
