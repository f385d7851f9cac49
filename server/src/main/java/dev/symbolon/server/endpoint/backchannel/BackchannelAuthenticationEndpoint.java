package dev.symbolon.server.endpoint.backchannel;

import dev.symbolon.protocol.AuthReqId;
import dev.symbolon.protocol.BindingMessage;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthReqIds;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.BackchannelRequest;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.client.authentication.ClientSignatures;
import dev.symbolon.server.endpoint.PermissionsReader;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.user.Users;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** {@code /bc-authorize} (CIBA Core §7): a client that can keep a secret asks for a person whom it names. */
public final class BackchannelAuthenticationEndpoint implements Endpoint {

    /** How many seconds a client waits between two polls (CIBA Core §7.3). */
    private static final int INTERVAL = 5;

    private static final BackchannelRequests.Room ROOM = new BackchannelRequests.Room(10, 30);

    private final ClientAuthenticator clientAuthenticator;
    private final SignedRequests signedRequests;
    private final PermissionsReader permissions;
    private final NamedPeople people;
    private final BackchannelRequests requests;
    private final AuthReqIds authReqIds;
    private final Seal seal;
    private final InstantSource clock;
    private final SecureRandom random;

    /** Whom it believes. */
    public record Trust(
            Issuer issuer, ClientAuthenticator clientAuthenticator, ClientSignatures signatures, IdTokens idTokens) {}

    /** What it reads, and where it writes. */
    public record Stores(PermissionsReader permissions, Users users, BackchannelRequests requests) {}

    public BackchannelAuthenticationEndpoint(
            Trust trust, Stores stores, AuthReqIds authReqIds, Seal seal, InstantSource clock, SecureRandom random) {
        this.clientAuthenticator = trust.clientAuthenticator();
        this.signedRequests = new SignedRequests(trust.issuer(), trust.signatures(), clock);
        this.permissions = stores.permissions();
        this.people = new NamedPeople(stores.users(), trust.idTokens(), clock);
        this.requests = stores.requests();
        this.authReqIds = authReqIds;
        this.seal = seal;
        this.clock = clock;
        this.random = random;
    }

    /** With the status that {@code access_denied} has here and nowhere else (CIBA Core §13). */
    public static Endpoint forbidding(Endpoint refusing) {
        return request -> {
            HttpResponse response = refusing.handle(request);
            boolean denied = response.status() == ErrorCode.ACCESS_DENIED.status()
                    && JsonObject.parse(response.body())
                            .string("error")
                            .filter(ErrorCode.ACCESS_DENIED.code()::equals)
                            .isPresent();
            return denied ? new HttpResponse(403, response.headers(), response.body()) : response;
        };
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters sent = request.parameters();
        sent.refuseRepeated(Set.of("resource"));
        Client client = clientAuthenticator.authenticate(request, sent);
        if (client.isPublic() || !client.mayUse(GrantType.CIBA)) {
            throw new OAuthException(
                    ErrorCode.UNAUTHORIZED_CLIENT,
                    "the client is not registered for the grant type " + GrantType.CIBA + ", or keeps no secret");
        }
        Parameters parameters = signedRequests.read(client, sent);
        Permissions asked = permissions.read(parameters, client, true);
        if (!asked.isOpenId()) {
            throw new OAuthException(ErrorCode.INVALID_SCOPE, "scope must hold openid");
        }
        return HttpResponse.json(200, begin(client, asked, parameters)).uncached();
    }

    private JsonObject begin(Client client, Permissions asked, Parameters parameters) {
        Optional<BindingMessage> message = bindingMessage(client, parameters);
        Optional<String> token = notificationToken(client, parameters);
        Duration lifetime = parameters
                .optional("requested_expiry", BackchannelAuthenticationEndpoint::lifetime)
                .orElse(AuthReqIds.LIFETIME);
        Subject subject = people.find(client, parameters);
        Instant now = Instant.ofEpochMilli(clock.millis());
        AuthorizationId id = AuthorizationId.random(random, now);
        AuthReqId authReqId = authReqIds.issue(id, client.id(), now.plus(lifetime));
        BackchannelRequest request = new BackchannelRequest(
                id,
                client.id(),
                subject,
                asked,
                message,
                token.map(present -> new SealedNotification(authReqId, present).seal(seal)),
                now.plus(lifetime),
                new Decision.Pending());
        if (!requests.begin(request, ROOM, now)) {
            throw new OAuthException(ErrorCode.ACCESS_DENIED, "too many requests wait for the person already");
        }
        return JsonObject.empty()
                .with("auth_req_id", authReqId.value())
                .with("expires_in", lifetime.toSeconds())
                .with("interval", INTERVAL);
    }

    /** Without one the person could not tell the request from another that somebody begins at the same time (FAPI CIBA §5.2.2-2, §7.3). */
    private static Optional<BindingMessage> bindingMessage(Client client, Parameters parameters) {
        Optional<BindingMessage> message = parameters.optional("binding_message", BindingMessage::parse);
        if (message.isEmpty() && client.profile().bindsBackchannelRequests()) {
            throw OAuthException.invalidRequest("binding_message is missing, by the profile " + client.profile());
        }
        return message;
    }

    /** Only a client that wants to be told has to say by what it knows who tells it (CIBA Core §7.1). */
    private static Optional<String> notificationToken(Client client, Parameters parameters) {
        return client.flows().backchannel().isPinged()
                ? Optional.of(parameters.required("client_notification_token", NotificationToken::parse))
                : Optional.empty();
    }

    private static Duration lifetime(String seconds) {
        if (!seconds.matches("[1-9][0-9]{0,8}")) {
            throw OAuthException.invalidRequest("requested_expiry must be a positive number of seconds");
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(AuthReqIds.LONGEST_LIFETIME) < 0 ? asked : AuthReqIds.LONGEST_LIFETIME;
    }
}
