package dev.symbolon.protocol.metadata;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says of itself (OIDC Discovery §3, RFC 8414 §2): the document as it is, and the members that a client needs,
 * checked.
 */
public final class ProviderMetadata {

    /** The endpoints that may have other addresses for clients with certificates; a browser is never sent there. */
    private static final List<String> CALLED_BY_CLIENTS = List.of(
            "token_endpoint",
            "userinfo_endpoint",
            "revocation_endpoint",
            "introspection_endpoint",
            "pushed_authorization_request_endpoint");

    private final JsonObject document;
    private final Issuer issuer;
    private final URI authorizationEndpoint;
    private final URI tokenEndpoint;
    private final URI jwksUri;

    private ProviderMetadata(JsonObject document) {
        this.document = document;
        this.issuer = Issuer.parse(document.requiredString("issuer"));
        this.authorizationEndpoint = endpoint(document.requiredString("authorization_endpoint"));
        this.tokenEndpoint = endpoint(document.requiredString("token_endpoint"));
        this.jwksUri = endpoint(document.requiredString("jwks_uri"));
    }

    /** @throws JsonException with the member's name if a required member is missing or malformed */
    public static ProviderMetadata of(JsonObject document) {
        try {
            return new ProviderMetadata(document);
        } catch (OAuthException e) {
            throw new JsonException(e.detail());
        }
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new JsonException("an endpoint of the provider metadata is not an address");
        }
        throw new JsonException("an endpoint of the provider metadata is not an http or https address");
    }

    public Issuer issuer() {
        return issuer;
    }

    public URI authorizationEndpoint() {
        return authorizationEndpoint;
    }

    public URI tokenEndpoint() {
        return tokenEndpoint;
    }

    public URI jwksUri() {
        return jwksUri;
    }

    public Optional<URI> userinfoEndpoint() {
        return document.string("userinfo_endpoint").map(ProviderMetadata::endpoint);
    }

    public Optional<URI> introspectionEndpoint() {
        return document.string("introspection_endpoint").map(ProviderMetadata::endpoint);
    }

    public Optional<URI> revocationEndpoint() {
        return document.string("revocation_endpoint").map(ProviderMetadata::endpoint);
    }

    public Optional<URI> pushedAuthorizationRequestEndpoint() {
        return document.string("pushed_authorization_request_endpoint").map(ProviderMetadata::endpoint);
    }

    public Optional<URI> endSessionEndpoint() {
        return document.string("end_session_endpoint").map(ProviderMetadata::endpoint);
    }

    /**
     * The same for a client that shows a certificate: with the endpoints that are for these in place of everybody's, where there are
     * other ones (RFC 8705 §5, {@code mtls_endpoint_aliases}).
     *
     * @throws JsonException if one of them is no address
     */
    public ProviderMetadata forMutualTls() {
        return document.object("mtls_endpoint_aliases")
                .map(aliases -> of(document.with(aliases.only(CALLED_BY_CLIENTS))))
                .orElse(this);
    }

    /** Whether every authorization response of the provider carries {@code iss} (RFC 9207 §3). */
    public boolean sendsIssuer() {
        return document.bool("authorization_response_iss_parameter_supported").orElse(false);
    }

    /**
     * Whether requests may come encrypted so (RFC 9101 §6.1): both are named, or the document names none at all.
     *
     * @throws JsonException if what it names is no list of texts
     */
    public boolean readsRequests(JweAlgorithms algorithms) {
        return names(
                        "request_object_encryption_alg_values_supported",
                        algorithms.alg().value())
                && names(
                        "request_object_encryption_enc_values_supported",
                        algorithms.enc().value());
    }

    private boolean names(String member, String value) {
        return !document.has(member) || document.strings(member).contains(value);
    }

    public List<String> responseModes() {
        return document.strings("response_modes_supported");
    }

    /** The document itself, with the members that have no accessor here. */
    public JsonObject document() {
        return document;
    }
}
