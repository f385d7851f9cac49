package dev.symbolon.server.manifest;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.Section;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how a client asks people who are somewhere else (CIBA Core §4). */
final class BackchannelReader {

    private static final String MODE = "backchannel-token-delivery-mode";
    private static final String ENDPOINT = "backchannel-client-notification-endpoint";
    private static final String ALGORITHM = "backchannel-authentication-request-signing-alg";

    private final Section section;
    private final ClientAuthenticationMethod method;
    private final Profile profile;

    BackchannelReader(Section section, ClientAuthenticationMethod method, Profile profile) {
        this.section = section;
        this.method = method;
        this.profile = profile;
    }

    ClientBackchannel read(Set<GrantType> grantTypes) {
        boolean asks = grantTypes.contains(GrantType.CIBA);
        if (asks && method == ClientAuthenticationMethod.NONE) {
            section.refuse("grant-types", "must not have " + GrantType.CIBA + ", since authentication is none");
        }
        if (!asks) {
            List.of(MODE, ENDPOINT, ALGORITHM).stream()
                    .filter(section::has)
                    .forEach(key -> section.refuse(key, "is for clients with the grant type " + GrantType.CIBA));
        }
        boolean pinged = section.parsed(MODE, BackchannelReader::mode)
                .filter(ClientBackchannel.PING::equals)
                .isPresent();
        Optional<URI> endpoint = section.parsed(ENDPOINT, WebUri::parse);
        if (pinged && !section.has(ENDPOINT)) {
            section.refuse(MODE, "needs a " + ENDPOINT);
        }
        if (!pinged && section.has(ENDPOINT)) {
            section.refuse(ENDPOINT, "is for clients with " + MODE + ": ping");
        }
        return new ClientBackchannel(
                endpoint, algorithm().or(() -> asks ? profile.usualBackchannelAlgorithm() : Optional.empty()));
    }

    private static String mode(String text) {
        if (!text.equals(ClientBackchannel.POLL) && !text.equals(ClientBackchannel.PING)) {
            throw new IllegalArgumentException("must be poll or ping");
        }
        return text;
    }

    private Optional<SigningAlgorithm> algorithm() {
        if (section.has(ALGORITHM) && ManifestKeys.KEYS.stream().noneMatch(section::has)) {
            section.refuse(ALGORITHM, "needs the public keys of the client; write jwks, jwks-file or jwks-uri");
        }
        return section.parsed(ALGORITHM, FlowsReader::algorithm);
    }
}
