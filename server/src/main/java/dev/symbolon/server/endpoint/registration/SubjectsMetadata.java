package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how people are called towards an application, and has it show that it is of the sector in which they are called so (OIDC
 * Registration §5, CIBA Core §4). A redirect URI shows it only to whom people are sent there: whoever learns of them otherwise must
 * show it by keys.
 */
record SubjectsMetadata(
        JsonObject metadata,
        ClientCredentials credentials,
        ClientFlows flows,
        RedirectUris redirectUris,
        Fetcher fetcher) {

    /** By these an application learns who somebody is though they were sent to no address of its own. */
    private static final Set<GrantType> WITHOUT_REDIRECT = EnumSet.complementOf(EnumSet.of(
            GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS));

    ClientSubjects read() {
        SubjectType type =
                metadata.string("subject_type").map(SubjectType::parse).orElse(SubjectType.PUBLIC);
        Optional<URI> sector = metadata.string("sector_identifier_uri").map(WebUri::parse);
        boolean byKeys = type == SubjectType.PAIRWISE && isToldElsewhere();
        if (byKeys) {
            checkKeysProved(sector);
        }
        sector.ifPresent(address -> checkSector(address, byKeys));
        ClientSubjects subjects = new ClientSubjects(type, sector);
        if (!subjects.suit(redirectUris)) {
            throw refused(
                    "subject_type pairwise needs a sector_identifier_uri unless all redirect_uris are of one host");
        }
        return subjects;
    }

    private boolean isToldElsewhere() {
        return redirectUris.registered().isEmpty()
                || flows.grantTypes().stream().anyMatch(WITHOUT_REDIRECT::contains);
    }

    /** Anybody can name an address at which somebody else's keys are. */
    private void checkKeysProved(Optional<URI> sector) {
        if (sector.isEmpty()) {
            throw refused("subject_type pairwise needs a sector_identifier_uri for grant_types without redirect_uris");
        }
        boolean proves = switch (credentials.method()) {
            case PRIVATE_KEY_JWT, SELF_SIGNED_TLS_CLIENT_AUTH -> true;
            default -> signsAllThatItAsks();
        };
        if (!proves) {
            throw refused("subject_type pairwise needs token_endpoint_auth_method private_key_jwt or"
                    + " self_signed_tls_client_auth for grant_types without redirect_uris");
        }
    }

    private boolean signsAllThatItAsks() {
        return flows.backchannel().algorithm().isPresent()
                && flows.grantTypes().stream()
                        .noneMatch(grant -> grant != GrantType.CIBA && WITHOUT_REDIRECT.contains(grant));
    }

    /** Whoever claims to belong to a sector must be named there (OIDC Registration §5). */
    private void checkSector(URI sector, boolean byKeys) {
        List<String> named;
        try {
            String body = fetcher.get(sector, Expectation.SECTOR_IDENTIFIER).body();
            named = JsonObject.parse("{\"uris\":" + body + "}").strings("uris");
        } catch (FetchException | JsonException e) {
            throw refused("sector_identifier_uri yields no list of addresses: " + e.getMessage());
        }
        List<String> own =
                redirectUris.registered().stream().map(RedirectUri::value).toList();
        if (!named.containsAll(own)) {
            throw refused("sector_identifier_uri does not name all redirect_uris");
        }
        if ((byKeys || own.isEmpty())
                && metadata.string("jwks_uri").filter(named::contains).isEmpty()) {
            throw refused("sector_identifier_uri does not name the jwks_uri, and people are not sent to redirect_uris");
        }
    }
}
