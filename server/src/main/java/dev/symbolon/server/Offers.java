package dev.symbolon.server;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.client.authentication.ClientAuthenticationMethods;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.endpoint.Refusals;
import dev.symbolon.server.endpoint.introspection.Introspection;
import dev.symbolon.server.endpoint.introspection.IntrospectionEndpoint;
import dev.symbolon.server.endpoint.revocation.RevocationEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Route;
import dev.symbolon.server.key.SigningKeys;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.Signatures;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The parts of the protocol that may be switched off: one method each, one line in the list. */
final class Offers {

    private final Issuer issuer;
    private final Storage storage;
    private final Tokens tokens;
    private final ClientAuthenticator clientAuthenticator;
    private final Refusals refusals;
    private final Audit audit;
    private final InstantSource clock;

    /** What makes and reads tokens. */
    record Tokens(
            AccessTokenVerifier accessTokens,
            RefreshTokens refreshTokens,
            IdTokens idTokens,
            RemainingPermissions remaining,
            Signatures signatures) {}

    Offers(
            Issuer issuer,
            Storage storage,
            Tokens tokens,
            ClientAuthenticator clientAuthenticator,
            Refusals refusals,
            Audit audit,
            InstantSource clock) {
        this.issuer = issuer;
        this.storage = storage;
        this.tokens = tokens;
        this.clientAuthenticator = clientAuthenticator;
        this.refusals = refusals;
        this.audit = audit;
        this.clock = clock;
    }

    List<Offer> all(Features features) {
        return Stream.of(introspection(), revocation())
                .filter(offer -> features.has(offer.feature()))
                .toList();
    }

    private Offer introspection() {
        Introspection introspection = new Introspection(
                new Introspection.Stores(storage.clients(), storage.apis(), storage.authorizations()),
                tokens.remaining(),
                tokens.accessTokens(),
                tokens.refreshTokens(),
                clock);
        IntrospectionEndpoint endpoint =
                new IntrospectionEndpoint(issuer, clientAuthenticator, introspection, tokens.signatures(), clock);
        JsonObject metadata = JsonObject.empty()
                .with("introspection_endpoint", issuer.resolve("/oauth/introspect"))
                .with("introspection_endpoint_auth_methods_supported", authenticating())
                .with("introspection_signing_alg_values_supported", names(SigningKeys.ALGORITHMS));
        return new Offer(Feature.INTROSPECTION, route("/oauth/introspect", endpoint), metadata);
    }

    private Offer revocation() {
        RevocationEndpoint endpoint = new RevocationEndpoint(
                clientAuthenticator,
                new RevocationEndpoint.Tokens(tokens.accessTokens(), tokens.refreshTokens(), tokens.idTokens()),
                storage.authorizations(),
                clock,
                audit);
        JsonObject metadata = JsonObject.empty()
                .with("revocation_endpoint", issuer.resolve("/oauth/revoke"))
                .with("revocation_endpoint_auth_methods_supported", names(ClientAuthenticationMethods.all()));
        Route route = route("/oauth/revoke", endpoint).sharedWithAnyOrigin(true);
        return new Offer(Feature.REVOCATION, route, metadata);
    }

    /** Those by which a client proves something. */
    private static List<String> authenticating() {
        return names(ClientAuthenticationMethods.all().stream()
                .filter(method -> method != ClientAuthenticationMethod.NONE)
                .toList());
    }

    private static List<String> names(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private Route route(String path, Endpoint endpoint) {
        return Route.of(issuer.path() + path, refusals.asJson(endpoint, clientAuthenticator::sender), "POST")
                .in(Lane.FINISHING);
    }
}
