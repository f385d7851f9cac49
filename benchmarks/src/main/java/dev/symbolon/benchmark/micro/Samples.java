package dev.symbolon.benchmark.micro;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.session.SessionId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One person who lets one application use one API, as most do. */
final class Samples {

    static final SecureRandom RANDOM = new SecureRandom();
    static final Subject SUBJECT = new Subject(RandomText.of(RANDOM, 16));
    static final SessionId SESSION = new SessionId(RandomText.of(RANDOM, 16));
    static final ClientId CLIENT = new ClientId("web");
    static final Audience AUDIENCE = new Audience("https://api.example.com/reports");
    static final String REDIRECT_URI = "https://app.example.com/callback";
    static final Permissions PERMISSIONS = new Permissions(
            Scope.of("openid", "offline_access"), Optional.of(AUDIENCE), Scope.of("read:reports", "create:reports"));

    private Samples() {}

    static Approval approval(Instant now) {
        return new Approval(CLIENT, SUBJECT, SESSION, now, PERMISSIONS);
    }

    /** A new one at every call. */
    static Authorization authorization(Instant now) {
        return Authorization.begin(
                AuthorizationId.random(RANDOM, now), approval(now), now, now.plus(Duration.ofDays(90)));
    }

    /** What an access token says. */
    static JsonObject accessToken(Issuer issuer, Instant now) {
        return JsonObject.empty()
                .with("iss", issuer)
                .with("aud", AUDIENCE)
                .with("client_id", CLIENT)
                .with("scope", PERMISSIONS.scope())
                .with("iat", now.getEpochSecond())
                .with("exp", now.plus(Duration.ofHours(1)).getEpochSecond())
                .with("jti", AuthorizationId.random(RANDOM, now) + "." + RandomText.of(RANDOM, 9))
                .with("sub", SUBJECT)
                .with("auth_time", now.getEpochSecond())
                .with("sid", SESSION);
    }
}
