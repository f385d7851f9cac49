package dev.symbolon.server.client;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.util.Optional;
import java.util.Set;

/**
 * How an application may send its authorization requests.
 *
 * @param signed whether they must be request objects that it has signed (RFC 9101 §10.5, {@code require_signed_request_object})
 * @param pushed whether they must be pushed (RFC 9126 §6, {@code require_pushed_authorization_requests})
 * @param algorithm the one that request objects must be signed by ({@code request_object_signing_alg}); absent means any
 * @param uris where request objects may be fetched from (OIDC Registration §2, {@code request_uris})
 * @param detailTypes what it may ask for in detail (RFC 9396 §10, {@code authorization_details_types})
 * @param profile that they keep, and everything that comes of them
 */
public record ClientRequests(
        boolean signed,
        boolean pushed,
        Optional<SigningAlgorithm> algorithm,
        Set<String> uris,
        Set<String> detailTypes,
        Profile profile) {

    /** As it likes, but for request objects that would have to be fetched. */
    public static final ClientRequests USUAL = new ClientRequests(false, false, Optional.empty(), Set.of());

    public ClientRequests {
        uris = Set.copyOf(uris);
        detailTypes = Set.copyOf(detailTypes);
    }

    /** Those of an application that asks for nothing in detail. */
    public ClientRequests(boolean signed, boolean pushed, Optional<SigningAlgorithm> algorithm, Set<String> uris) {
        this(signed, pushed, algorithm, uris, Set.of());
    }

    /** Those of an application without a profile. */
    public ClientRequests(
            boolean signed,
            boolean pushed,
            Optional<SigningAlgorithm> algorithm,
            Set<String> uris,
            Set<String> detailTypes) {
        this(signed, pushed, algorithm, uris, detailTypes, Profile.NONE);
    }

    public ClientRequests with(Profile other) {
        return new ClientRequests(signed, pushed, algorithm, uris, detailTypes, other);
    }

    /**
     * Whether a request object may be fetched from there. A fragment tells apart what was there at different times (OIDC Core
     * §6.2), and need not be registered.
     */
    public boolean admits(String uri) {
        int fragment = uri.indexOf('#');
        return uris.contains(uri) || fragment >= 0 && uris.contains(uri.substring(0, fragment));
    }
}
