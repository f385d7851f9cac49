package dev.symbolon.server;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.device.DeviceAuthorizationEndpoint;
import dev.symbolon.server.endpoint.device.DeviceEndpoint;
import dev.symbolon.server.endpoint.device.QrCodeEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Route;
import java.util.List;

/** The device authorization grant, with the pages where a person decides (RFC 8628). */
record DeviceOffer(Workings parts) {

    Offer offer() {
        DeviceEndpoint people = forPeople();
        Endpoint picture = new QrCodeEndpoint(parts.issuer);
        return new Offer(
                Feature.DEVICE_AUTHORIZATION,
                List.of(
                        route("/oauth/device/code", forPrograms(forDevices()), "POST")
                                .sharedWithAnyOrigin(true),
                        route("/device", people, "GET", "POST"),
                        route("/device/decision", people::decide, "POST").in(Lane.FINISHING),
                        route("/device/qr", forPrograms(picture), "GET").sharedWithAnyOrigin(true)),
                JsonObject.empty().with("device_authorization_endpoint", parts.issuer.resolve("/oauth/device/code")));
    }

    private DeviceAuthorizationEndpoint forDevices() {
        return new DeviceAuthorizationEndpoint(
                parts.issuer,
                parts.clientAuthenticator,
                new DeviceAuthorizationEndpoint.Stores(parts.permissions, parts.storage.deviceRequests()),
                parts.deviceCodes,
                parts.machine.clock(),
                parts.machine.random());
    }

    private DeviceEndpoint forPeople() {
        return new DeviceEndpoint(
                new DeviceEndpoint.Stores(
                        parts.clients, parts.storage.users(), parts.storage.consents(), parts.storage.deviceRequests()),
                parts.remaining,
                new PermissionGroups(parts.storage.apis()),
                parts.ownPages,
                parts.keys.seal(),
                parts.surroundings);
    }

    private Endpoint forPrograms(Endpoint endpoint) {
        return parts.refusals.asJson(endpoint, parts.clientAuthenticator::sender);
    }

    private Route route(String path, Endpoint endpoint, String... methods) {
        return Route.of(parts.issuer.path() + path, endpoint, methods);
    }
}
