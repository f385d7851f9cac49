package dev.symbolon.server.endpoint.device;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceCodes;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.authorization.DeviceRequests;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.endpoint.PermissionsReader;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Quota;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * {@code /oauth/device/code} (RFC 8628 §3.1): gives a device the code that it polls with, and the one that a person types in elsewhere.
 *
 * <p>For a client that proves nothing, strangers could do the same: from one network it is 60 times in ten minutes at most, and of one
 * client no more than 10,000 devices can wait.
 */
public final class DeviceAuthorizationEndpoint implements Endpoint {

    /** How many seconds a device waits between two polls (RFC 8628 §3.5). */
    private static final int INTERVAL = 5;

    private static final int MOST_OF_A_PUBLIC_CLIENT = 10_000;
    private static final int MOST_FROM_A_NETWORK = 60;

    private final Issuer issuer;
    private final ClientAuthenticator clientAuthenticator;
    private final PermissionsReader permissions;
    private final DeviceRequests requests;
    private final DeviceCodes codes;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Quota strangers;

    /** What it reads, and where it writes. */
    public record Stores(PermissionsReader permissions, DeviceRequests requests) {}

    public DeviceAuthorizationEndpoint(
            Issuer issuer,
            ClientAuthenticator clientAuthenticator,
            Stores stores,
            DeviceCodes codes,
            InstantSource clock,
            SecureRandom random) {
        this.issuer = issuer;
        this.clientAuthenticator = clientAuthenticator;
        this.permissions = stores.permissions();
        this.requests = stores.requests();
        this.codes = codes;
        this.clock = clock;
        this.random = random;
        this.strangers = new Quota(MOST_FROM_A_NETWORK, Duration.ofMinutes(10), clock);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters parameters = request.parameters();
        parameters.refuseRepeated(Set.of("resource"));
        Client client = clientAuthenticator.authenticate(request, parameters);
        if (!client.mayUse(GrantType.DEVICE_CODE)) {
            throw new OAuthException(
                    ErrorCode.UNAUTHORIZED_CLIENT,
                    "the client is not registered for the grant type " + GrantType.DEVICE_CODE);
        }
        Permissions asked = permissions.read(parameters, client, true);
        if (asked.yieldNothing()) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "scope must hold openid or a permission of the API that resource or audience names");
        }
        if (client.isPublic() && !strangers.take(request)) {
            throw new OAuthException(
                    ErrorCode.SLOW_DOWN, "too many devices of this network have asked; try again later");
        }
        return HttpResponse.json(200, answer(begin(client, asked))).uncached();
    }

    private DeviceRequest begin(Client client, Permissions asked) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        DeviceRequest request = new DeviceRequest(
                UserCode.random(random),
                AuthorizationId.random(random, now),
                client.id(),
                asked,
                now.plus(DeviceCodes.LIFETIME),
                new Decision.Pending());
        boolean begun =
                client.isPublic() ? requests.begin(request, MOST_OF_A_PUBLIC_CLIENT, now) : requests.begin(request);
        if (!begun) {
            throw new OAuthException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE, "too many devices wait for a decision; try again in a minute");
        }
        return request;
    }

    private JsonObject answer(DeviceRequest request) {
        String page = issuer.resolve("/device").toString();
        return JsonObject.empty()
                .with("device_code", codes.issue(request).value())
                .with("user_code", request.userCode().toString())
                .with("verification_uri", page)
                .with("verification_uri_complete", page + "?user_code=" + request.userCode())
                .with("expires_in", DeviceCodes.LIFETIME.toSeconds())
                .with("interval", INTERVAL);
    }
}
