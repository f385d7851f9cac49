package dev.symbolon.server.token;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.session.SessionId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Makes logout tokens (Back-Channel Logout §2.4). Their type keeps them from passing for an ID token or an access token, and each has a name of
 * its own, so that a client can tell a copy.
 */
public final class LogoutTokens {

    public static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static final String TYPE = "logout+jwt";
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final Issuer issuer;
    private final Subjects subjects;
    private final Signatures signatures;
    private final Encryptions encryptions;
    private final InstantSource clock;
    private final SecureRandom random;

    public LogoutTokens(
            Issuer issuer,
            Subjects subjects,
            Signatures signatures,
            Encryptions encryptions,
            InstantSource clock,
            SecureRandom random) {
        this.issuer = issuer;
        this.subjects = subjects;
        this.signatures = signatures;
        this.encryptions = encryptions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Says to the client that this session of this person is over, encrypted as its ID tokens are (Back-Channel Logout §2.6).
     *
     * @throws OAuthException if the keys of the client cannot be had
     */
    public String issue(Client client, Subject subject, SessionId sid) {
        Instant now = clock.instant();
        JsonObject claims = JsonObject.empty()
                .with("iss", issuer)
                .with("sub", subjects.of(client, subject))
                .with("aud", client.id())
                .with("iat", now.getEpochSecond())
                .with("exp", now.plus(LIFETIME).getEpochSecond())
                .with("jti", RandomText.of(random, 16))
                .with("sid", subjects.of(client, sid))
                .with("events", JsonObject.empty().with(EVENT, JsonObject.empty()));
        String signed = signatures.sign(client.tokens().signing().idToken(), TYPE, claims);
        return encryptions.encrypt(client, signed, client.tokens().encryption().idToken());
    }
}
