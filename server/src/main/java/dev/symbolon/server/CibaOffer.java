package dev.symbolon.server;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.backchannel.BackchannelAuthenticationEndpoint;
import dev.symbolon.server.endpoint.backchannel.RequestsEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Route;
import java.util.Arrays;
import java.util.List;

/** Client-initiated backchannel authentication, with the page where a person decides (CIBA Core). */
record CibaOffer(Workings parts) {

    Offer offer() {
        Endpoint programs = BackchannelAuthenticationEndpoint.forbidding(
                parts.refusals.asJson(forClients(), parts.clientAuthenticator::sender));
        return new Offer(
                Feature.BACKCHANNEL_AUTHENTICATION,
                List.of(
                        route("/bc-authorize", programs, "POST"),
                        route("/account/requests", forPeople(), "GET", "POST").in(Lane.FINISHING)),
                JsonObject.empty()
                        .with("backchannel_authentication_endpoint", parts.issuer.resolve("/bc-authorize"))
                        .with(
                                "backchannel_token_delivery_modes_supported",
                                List.of(ClientBackchannel.POLL, ClientBackchannel.PING))
                        .with(
                                "backchannel_authentication_request_signing_alg_values_supported",
                                Arrays.stream(SigningAlgorithm.values())
                                        .map(Object::toString)
                                        .toList())
                        .with("backchannel_user_code_parameter_supported", false));
    }

    private BackchannelAuthenticationEndpoint forClients() {
        return new BackchannelAuthenticationEndpoint(
                new BackchannelAuthenticationEndpoint.Trust(
                        parts.issuer, parts.clientAuthenticator, parts.clientSignatures, parts.idTokens),
                new BackchannelAuthenticationEndpoint.Stores(
                        parts.permissions, parts.storage.users(), parts.storage.backchannelRequests()),
                parts.authReqIds,
                parts.keys.seal(),
                parts.machine.clock(),
                parts.machine.random());
    }

    private RequestsEndpoint forPeople() {
        return new RequestsEndpoint(
                new RequestsEndpoint.Stores(
                        parts.clients,
                        parts.storage.users(),
                        parts.storage.consents(),
                        parts.storage.backchannelRequests()),
                parts.requestDecided::ring,
                parts.remaining,
                new PermissionGroups(parts.storage.apis()),
                parts.ownPages,
                parts.keys.seal(),
                parts.surroundings);
    }

    private Route route(String path, Endpoint endpoint, String... methods) {
        return Route.of(parts.issuer.path() + path, endpoint, methods);
    }
}
