package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.Profile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how an application is going to ask people who are somewhere else (CIBA Core §4). */
record BackchannelMetadata(JsonObject metadata, ClientCredentials credentials, Profile profile) {

    private static final String MODE = "backchannel_token_delivery_mode";
    private static final String ENDPOINT = "backchannel_client_notification_endpoint";
    private static final String ALGORITHM = "backchannel_authentication_request_signing_alg";
    private static final String USER_CODE = "backchannel_user_code_parameter";

    ClientBackchannel read(Set<GrantType> grantTypes) {
        if (!grantTypes.contains(GrantType.CIBA)) {
            refuseOthers();
            return ClientBackchannel.POLLING;
        }
        if (credentials.isPublic()) {
            throw refused("grant_types must not have " + GrantType.CIBA + " if token_endpoint_auth_method is none");
        }
        if (metadata.bool(USER_CODE).orElse(false)) {
            throw refused(USER_CODE + " must be false: people are asked at a page where they are signed in");
        }
        return new ClientBackchannel(notificationEndpoint(), algorithm());
    }

    /** Who says how it asks, and not that it does, has forgotten something. */
    private void refuseOthers() {
        List.of(MODE, ENDPOINT, ALGORITHM).stream()
                .filter(metadata::has)
                .findFirst()
                .ifPresent(name -> {
                    throw refused(name + " goes with the grant type " + GrantType.CIBA);
                });
    }

    private Optional<URI> notificationEndpoint() {
        boolean pinged = switch (metadata.string(MODE).orElse(ClientBackchannel.POLL)) {
            case ClientBackchannel.POLL -> false;
            case ClientBackchannel.PING -> true;
            default -> throw refused(MODE + " must be poll or ping");
        };
        if (pinged != metadata.has(ENDPOINT)) {
            throw refused(pinged ? MODE + " ping needs a " + ENDPOINT : ENDPOINT + " goes with " + MODE + " ping");
        }
        return metadata.string(ENDPOINT).map(BackchannelMetadata::uri);
    }

    private static URI uri(String text) {
        try {
            return WebUri.parse(text);
        } catch (OAuthException e) {
            throw refused(ENDPOINT + ": " + e.detail());
        }
    }

    private Optional<SigningAlgorithm> algorithm() {
        Optional<SigningAlgorithm> algorithm = metadata.string(ALGORITHM)
                .map(name -> SigningAlgorithm.find(name)
                        .orElseThrow(() -> refused(ALGORITHM + " must be an asymmetric algorithm, such as ES256")))
                .or(profile::usualBackchannelAlgorithm);
        if (algorithm.isPresent() && credentials.keys() instanceof ClientKeys.None) {
            throw refused(ALGORITHM + " needs jwks or jwks_uri");
        }
        return algorithm;
    }
}
