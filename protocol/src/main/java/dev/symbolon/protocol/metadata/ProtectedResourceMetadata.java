package dev.symbolon.protocol.metadata;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a protected API says of itself (RFC 9728 §2): who issues its tokens and which permissions there are.
 *
 * @param resource the identifier of the API, which its access tokens carry in {@code aud}
 * @param authorizationServers the issuers whose tokens it accepts
 * @param scopesSupported the permissions that a client may ask for; may be empty
 * @param name what to call the API in front of people ({@code resource_name})
 * @param documentation where developers read about it ({@code resource_documentation})
 * @param dpopRequired whether it accepts tokens only that are bound to a key ({@code dpop_bound_access_tokens_required})
 */
public record ProtectedResourceMetadata(
        Audience resource,
        List<Issuer> authorizationServers,
        Scope scopesSupported,
        Optional<String> name,
        Optional<URI> documentation,
        boolean dpopRequired) {

    /** The well-known path of the document (RFC 9728 §3). */
    public static final String PATH = "/.well-known/oauth-protected-resource";

    public ProtectedResourceMetadata {
        authorizationServers = List.copyOf(authorizationServers);
    }

    /** The metadata of an API that one issuer serves. */
    public static ProtectedResourceMetadata of(Audience resource, Issuer issuer, Scope scopesSupported) {
        return new ProtectedResourceMetadata(
                resource, List.of(issuer), scopesSupported, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Reads the document. Members that have no accessor here are passed over (RFC 9728 §2).
     *
     * @throws JsonException with the member's name if one is missing or malformed
     */
    public static ProtectedResourceMetadata parse(JsonObject document) {
        try {
            return new ProtectedResourceMetadata(
                    Audience.parse(document.requiredString("resource")),
                    document.strings("authorization_servers").stream()
                            .map(Issuer::parse)
                            .toList(),
                    Scope.parse(String.join(" ", document.strings("scopes_supported"))),
                    document.string("resource_name"),
                    document.string("resource_documentation").map(ProtectedResourceMetadata::address),
                    document.bool("dpop_bound_access_tokens_required").orElse(false));
        } catch (OAuthException e) {
            throw new JsonException(e.detail());
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new JsonException("the member resource_documentation is not an address");
        }
    }

    /**
     * Where the metadata of an API is found: the well-known path between the host and the path of its identifier (RFC 9728
     * §3.1). Empty if the identifier is not an http or https address, for then the standard has no such place.
     */
    public static Optional<URI> location(Audience resource) {
        try {
            URI uri = URI.create(resource.value());
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getRawAuthority() == null) {
                return Optional.empty();
            }
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return Optional.of(URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + PATH + path(uri) + query));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String path(URI resource) {
        return resource.getRawPath().equals("/") ? "" : resource.getRawPath();
    }

    /** The document (RFC 9728 §3.2). The token is taken from the {@code Authorization} header alone (RFC 6750 §2.1). */
    public JsonObject toJson() {
        JsonObject document = JsonObject.empty()
                .with("resource", resource.value())
                .with(
                        "authorization_servers",
                        authorizationServers.stream().map(Issuer::value).toList())
                .with("bearer_methods_supported", List.of("header"))
                .with("resource_name", name)
                .with("resource_documentation", documentation)
                .with("dpop_signing_alg_values_supported", names(DpopProof.ALGORITHMS));
        JsonObject complete = dpopRequired ? document.with("dpop_bound_access_tokens_required", true) : document;
        return scopesSupported.isEmpty() ? complete : complete.with("scopes_supported", scopesSupported.values());
    }

    private static List<String> names(Collection<SigningAlgorithm> algorithms) {
        return algorithms.stream().map(SigningAlgorithm::name).toList();
    }
}
