package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads what the tokens of an application are to be like, and how people are called towards it. */
record TokensMetadata(
        JsonObject metadata,
        ClientCredentials credentials,
        RedirectUris redirectUris,
        Fetcher fetcher,
        Profile profile) {

    ClientTokens read() {
        ResponseSigning usual = profile.usualSigning();
        return new ClientTokens(
                new ResponseSigning(
                        algorithm("id_token_signed_response_alg").orElse(usual.idToken()),
                        algorithm("userinfo_signed_response_alg"),
                        algorithm("authorization_signed_response_alg").orElse(usual.authorization()),
                        algorithm("introspection_signed_response_alg")),
                TokenLifetimes.DEFAULT,
                false,
                Optional.empty(),
                Optional.empty(),
                subjects(),
                senderConstraint(profile.usualConstraint(credentials.method())),
                new EncryptionMetadata(metadata, credentials.keys()).read());
    }

    /** Tokens that are bound to a certificate need no other key. */
    private SenderConstraint senderConstraint(SenderConstraint usual) {
        boolean certificate =
                metadata.bool("tls_client_certificate_bound_access_tokens").orElse(usual.certificateBound());
        return new SenderConstraint(
                metadata.bool("dpop_bound_access_tokens").orElse(usual.dpopBound() && !certificate),
                false,
                certificate);
    }

    private Optional<SigningAlgorithm> algorithm(String name) {
        return metadata.string(name)
                .map(text -> SigningAlgorithm.find(text)
                        .orElseThrow(() -> refused(name + " must be an asymmetric algorithm, such as RS256")));
    }

    private ClientSubjects subjects() {
        SubjectType type =
                metadata.string("subject_type").map(SubjectType::parse).orElse(SubjectType.PUBLIC);
        Optional<URI> sector = metadata.string("sector_identifier_uri").map(WebUri::parse);
        sector.ifPresent(this::checkSector);
        ClientSubjects subjects = new ClientSubjects(type, sector);
        if (!subjects.suit(redirectUris)) {
            throw refused(
                    "subject_type pairwise needs a sector_identifier_uri unless all redirect_uris are of one host");
        }
        return subjects;
    }

    /** Whoever claims to belong to a sector must be named there (OIDC Registration §5). */
    private void checkSector(URI sector) {
        List<String> named;
        try {
            String body = fetcher.get(sector, Expectation.SECTOR_IDENTIFIER).body();
            named = JsonObject.parse("{\"uris\":" + body + "}").strings("uris");
        } catch (FetchException | JsonException e) {
            throw refused("sector_identifier_uri yields no list of addresses: " + e.getMessage());
        }
        List<String> own =
                redirectUris.registered().stream().map(RedirectUri::value).toList();
        if (own.isEmpty()) {
            checkKeysNamed(named);
        } else if (!named.containsAll(own)) {
            throw refused("sector_identifier_uri does not name all redirect_uris");
        }
    }

    /** Who has no redirect URIs shows by its keys that it belongs there (CIBA Core §4). */
    private void checkKeysNamed(List<String> named) {
        if (metadata.string("jwks_uri").filter(named::contains).isEmpty()) {
            throw refused("sector_identifier_uri does not name the jwks_uri, and there are no redirect_uris");
        }
    }
}
