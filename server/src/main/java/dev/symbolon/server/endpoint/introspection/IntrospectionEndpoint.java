package dev.symbolon.server.endpoint.introspection;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.Encryptions;
import dev.symbolon.server.token.Signatures;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** {@code /oauth/introspect} (RFC 7662), which answers as JSON or, if so asked, as a signed and perhaps encrypted JWT (RFC
 * 9701). */
public final class IntrospectionEndpoint implements Endpoint {

    private static final String TYPE = "token-introspection+jwt";
    private static final JsonObject INACTIVE = JsonObject.empty().with("active", false);

    private final Issuer issuer;
    private final ClientAuthenticator clientAuthenticator;
    private final Introspection introspection;
    private final Signatures signatures;
    private final Encryptions encryptions;
    private final InstantSource clock;

    public IntrospectionEndpoint(
            Issuer issuer,
            ClientAuthenticator clientAuthenticator,
            Introspection introspection,
            Signatures signatures,
            Encryptions encryptions,
            InstantSource clock) {
        this.issuer = issuer;
        this.clientAuthenticator = clientAuthenticator;
        this.introspection = introspection;
        this.signatures = signatures;
        this.encryptions = encryptions;
        this.clock = clock;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters parameters = request.parameters();
        parameters.refuseRepeated(Set.of());
        Client caller = clientAuthenticator.authenticate(request, parameters);
        if (caller.isPublic()) {
            throw new OAuthException(ErrorCode.INVALID_CLIENT, "a public client cannot introspect: anybody could");
        }
        JsonObject answer =
                introspection.of(parameters.required("token"), caller).orElse(INACTIVE);
        return wantsJwt(request) || caller.profile() == Profile.FAPI2_MESSAGE_SIGNING
                ? signed(answer, caller)
                : HttpResponse.json(200, answer).uncached();
    }

    private static boolean wantsJwt(HttpRequest request) {
        return request.header("Accept").stream()
                .flatMap(accept -> List.of(accept.split(",")).stream())
                .map(type -> type.split(";", 2)[0].strip())
                .anyMatch(("application/" + TYPE)::equalsIgnoreCase);
    }

    /** Has neither {@code sub} nor {@code exp} itself, so that nobody takes it for an access token (RFC 9701 §5, §8.1). */
    private HttpResponse signed(JsonObject answer, Client caller) {
        JsonObject claims = JsonObject.empty()
                .with("iss", issuer)
                .with("aud", caller.id())
                .with("iat", clock.instant().getEpochSecond())
                .with("token_introspection", answer);
        ClientTokens tokens = caller.tokens();
        String jwt = signatures.sign(
                tokens.signing().introspection().orElse(tokens.signing().idToken()), TYPE, claims);
        String sent = encryptions.encrypt(caller, jwt, tokens.encryption().introspection());
        return HttpResponse.of(200, "application/" + TYPE, sent).uncached();
    }
}
