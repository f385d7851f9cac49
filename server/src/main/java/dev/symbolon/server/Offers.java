package dev.symbolon.server;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.authentication.ClientAuthenticationMethods;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.endpoint.authorization.PushedRequestEndpoint;
import dev.symbolon.server.endpoint.introspection.Introspection;
import dev.symbolon.server.endpoint.introspection.IntrospectionEndpoint;
import dev.symbolon.server.endpoint.registration.MetadataReader;
import dev.symbolon.server.endpoint.registration.RegistrationEndpoint;
import dev.symbolon.server.endpoint.revocation.RevocationEndpoint;
import dev.symbolon.server.endpoint.session.SessionFrameEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Route;
import dev.symbolon.server.key.SigningKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of the protocol that may be switched off: one method each, one line in the list. */
final class Offers {

    private final Workings parts;

    Offers(Workings parts) {
        this.parts = parts;
    }

    List<Offer> all(Features features) {
        return Stream.of(
                        introspection(),
                        revocation(),
                        new DeviceOffer(parts).offer(),
                        new CibaOffer(parts).offer(),
                        dpop(),
                        jwtClientAuthentication(features),
                        pairwiseSubjects(),
                        severalResources(),
                        requestObjects(),
                        EncryptionOffers.ofRequests(),
                        EncryptionOffers.ofResponses(features),
                        pushedRequests(),
                        registration(features),
                        clientDocuments(),
                        richAuthorizationRequests(),
                        rpInitiatedLogout(),
                        backChannelLogout(),
                        frontChannelLogout(),
                        sessionManagement())
                .filter(offer -> features.has(offer.feature()) && isMeant(offer.feature(), features))
                .toList();
    }

    /** Whether there is anything that the part could be a part of. */
    private boolean isMeant(Feature feature, Features features) {
        return switch (feature) {
            case REGISTRATION -> parts.registration.isOn();
            case CLIENT_ID_METADATA_DOCUMENTS -> parts.registration.documents().isOn();
            case REQUEST_ENCRYPTION -> features.has(Feature.REQUEST_OBJECTS);
            default -> true;
        };
    }

    private Offer introspection() {
        Introspection introspection = new Introspection(
                new Introspection.Stores(parts.clients, parts.storage.apis(), parts.storage.authorizations()),
                parts.subjects,
                parts.remaining,
                parts.accessTokenVerifier,
                parts.refreshTokens,
                parts.machine.clock());
        IntrospectionEndpoint endpoint = new IntrospectionEndpoint(
                parts.issuer,
                parts.clientAuthenticator,
                introspection,
                parts.signatures,
                parts.encryptions,
                parts.machine.clock());
        JsonObject metadata = JsonObject.empty()
                .with("introspection_endpoint", parts.issuer.resolve("/oauth/introspect"))
                .with("introspection_endpoint_auth_methods_supported", authenticating())
                .with("introspection_signing_alg_values_supported", names(SigningKeys.SUPPORTED));
        return new Offer(Feature.INTROSPECTION, List.of(route("/oauth/introspect", endpoint)), metadata);
    }

    private Offer revocation() {
        RevocationEndpoint endpoint = new RevocationEndpoint(
                parts.clientAuthenticator,
                new RevocationEndpoint.Tokens(parts.accessTokenVerifier, parts.refreshTokens, parts.idTokens),
                parts.storage.authorizations(),
                parts.machine.clock(),
                parts.audit);
        JsonObject metadata = JsonObject.empty()
                .with("revocation_endpoint", parts.issuer.resolve("/oauth/revoke"))
                .with("revocation_endpoint_auth_methods_supported", names(parts.authenticationMethods));
        Route route = route("/oauth/revoke", endpoint).sharedWithAnyOrigin(true);
        return new Offer(Feature.REVOCATION, List.of(route), metadata);
    }

    private static Offer dpop() {
        JsonObject metadata =
                JsonObject.empty().with("dpop_signing_alg_values_supported", names(List.copyOf(DpopProof.ALGORITHMS)));
        return new Offer(Feature.DPOP, List.of(), metadata);
    }

    private static Offer jwtClientAuthentication(Features features) {
        List<String> algorithms = ClientAuthenticationMethods.algorithms();
        JsonObject metadata = JsonObject.empty().with("token_endpoint_auth_signing_alg_values_supported", algorithms);
        if (features.has(Feature.INTROSPECTION)) {
            metadata = metadata.with("introspection_endpoint_auth_signing_alg_values_supported", algorithms);
        }
        if (features.has(Feature.REVOCATION)) {
            metadata = metadata.with("revocation_endpoint_auth_signing_alg_values_supported", algorithms);
        }
        return new Offer(Feature.JWT_CLIENT_AUTHENTICATION, List.of(), metadata);
    }

    private static Offer pairwiseSubjects() {
        JsonObject metadata = JsonObject.empty().with("subject_types_supported", names(List.of(SubjectType.values())));
        return new Offer(Feature.PAIRWISE_SUBJECTS, List.of(), metadata);
    }

    /** There is no metadata for it (RFC 8707). */
    private static Offer severalResources() {
        return new Offer(Feature.SEVERAL_RESOURCES, List.of(), JsonObject.empty());
    }

    private static Offer requestObjects() {
        JsonObject metadata = JsonObject.empty()
                .with("request_parameter_supported", true)
                .with("request_uri_parameter_supported", true)
                .with("require_request_uri_registration", true)
                .with("request_object_signing_alg_values_supported", names(List.of(SigningAlgorithm.values())));
        return new Offer(Feature.REQUEST_OBJECTS, List.of(), metadata);
    }

    private Offer pushedRequests() {
        PushedRequestEndpoint endpoint = new PushedRequestEndpoint(
                parts.clientAuthenticator,
                parts.clients,
                parts.requests,
                parts.submissions,
                parts.pushedRequests,
                parts.possession);
        JsonObject metadata = JsonObject.empty()
                .with("pushed_authorization_request_endpoint", parts.issuer.resolve("/oauth/par"))
                .with("require_pushed_authorization_requests", false);
        Route route = route("/oauth/par", endpoint).in(Lane.BEGINNING);
        return new Offer(Feature.PUSHED_AUTHORIZATION_REQUESTS, List.of(route), metadata);
    }

    private Offer registration(Features features) {
        RegistrationEndpoint endpoint = new RegistrationEndpoint(
                parts.issuer,
                parts.registration,
                new RegistrationEndpoint.Stores(parts.storage.clients(), parts.storage.registrations()),
                new MetadataReader(
                        parts.issuer,
                        parts.registration,
                        parts.storage.apis(),
                        parts.mtls,
                        features,
                        parts.fetcher,
                        new MetadataReader.Minting(
                                parts.keys.secretDigests(), parts.machine.clock(), parts.machine.random())),
                new RegistrationEndpoint.Keys(parts.keys.secretDigests(), parts.keys.signingKeys()),
                new RegistrationEndpoint.Surroundings(parts.audit, parts.machine.clock(), parts.machine.random()));
        Route route = Route.of(
                parts.issuer.path() + "/oidc/register",
                RegistrationEndpoint.challenging(parts.refusals.asJson(endpoint, request -> Optional.empty())),
                "POST",
                "GET",
                "PUT",
                "DELETE");
        JsonObject metadata = JsonObject.empty().with("registration_endpoint", parts.issuer.resolve("/oidc/register"));
        return new Offer(Feature.REGISTRATION, List.of(route), metadata);
    }

    /** Nothing is served: wherever a client is asked for, it may be one that nobody has registered. */
    private static Offer clientDocuments() {
        return new Offer(
                Feature.CLIENT_ID_METADATA_DOCUMENTS,
                List.of(),
                JsonObject.empty().with("client_id_metadata_document_supported", true));
    }

    /** Which types there are, the APIs say. */
    private static Offer richAuthorizationRequests() {
        return new Offer(Feature.RICH_AUTHORIZATION_REQUESTS, List.of(), JsonObject.empty());
    }

    /** The page itself is there for people too. */
    private Offer rpInitiatedLogout() {
        JsonObject metadata = JsonObject.empty().with("end_session_endpoint", parts.issuer.resolve("/oidc/logout"));
        return new Offer(Feature.RP_INITIATED_LOGOUT, List.of(), metadata);
    }

    /** Nothing is served: it is the provider that calls. */
    private static Offer backChannelLogout() {
        JsonObject metadata = JsonObject.empty()
                .with("backchannel_logout_supported", true)
                .with("backchannel_logout_session_supported", true);
        return new Offer(Feature.BACKCHANNEL_LOGOUT, List.of(), metadata);
    }

    /** Nothing is served but the page that says that somebody is signed out. */
    private static Offer frontChannelLogout() {
        JsonObject metadata = JsonObject.empty()
                .with("frontchannel_logout_supported", true)
                .with("frontchannel_logout_session_supported", true);
        return new Offer(Feature.FRONTCHANNEL_LOGOUT, List.of(), metadata);
    }

    private Offer sessionManagement() {
        Endpoint frame = new SessionFrameEndpoint(
                parts.surroundings.sessions().browserState().cookieName());
        Route route = Route.of(parts.issuer.path() + "/oidc/session", frame, "GET");
        JsonObject metadata = JsonObject.empty().with("check_session_iframe", parts.issuer.resolve("/oidc/session"));
        return new Offer(Feature.SESSION_MANAGEMENT, List.of(route), metadata);
    }

    /** Those by which a client proves something. */
    private List<String> authenticating() {
        return names(parts.authenticationMethods.stream()
                .filter(method -> method != ClientAuthenticationMethod.NONE)
                .toList());
    }

    private static List<String> names(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private Route route(String path, Endpoint endpoint) {
        return Route.of(
                        parts.issuer.path() + path,
                        parts.refusals.asJson(endpoint, parts.clientAuthenticator::sender),
                        "POST")
                .in(Lane.FINISHING);
    }
}
