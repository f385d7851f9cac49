package dev.symbolon.server.client;

import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.SubjectType;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How people are called towards an application (OIDC Core §8).
 *
 * @param type {@code subject_type}
 * @param sectorIdentifierUri whose host is the sector, so that several applications can share one
 */
public record ClientSubjects(SubjectType type, Optional<URI> sectorIdentifierUri) {

    public static final ClientSubjects PUBLIC = new ClientSubjects(SubjectType.PUBLIC, Optional.empty());

    /**
     * The sector within which people are called the same (OIDC Core §8.1), if they are called differently elsewhere. Without a
     * {@code sector_identifier_uri} it is the one host of the redirect URIs.
     */
    Optional<String> sector(RedirectUris redirectUris) {
        if (type == SubjectType.PUBLIC) {
            return Optional.empty();
        }
        return sectorIdentifierUri
                .map(uri -> uri.getHost().toLowerCase(Locale.ROOT))
                .or(() -> hosts(redirectUris).stream().findFirst());
    }

    /** Whether there is one sector: a host of the application's own, the same for all of its redirect URIs. */
    public boolean suit(RedirectUris redirectUris) {
        return type == SubjectType.PUBLIC
                || sectorIdentifierUri.isPresent()
                || hosts(redirectUris).size() == 1
                        && redirectUris.registered().stream()
                                .noneMatch(uri -> uri.isLoopback() || uri.isCustomScheme());
    }

    private static Set<String> hosts(RedirectUris redirectUris) {
        return redirectUris.registered().stream()
                .filter(uri -> !uri.isCustomScheme())
                .map(RedirectUri::uri)
                .map(uri -> uri.getHost().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
