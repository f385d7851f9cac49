package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an API refuses a request, and says what would be right (RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3, RFC 9728 §5.1).
 *
 * @param realm the API that is protected
 * @param error for instance {@code invalid_token} or {@code insufficient_scope}; empty if the request had no token, for then it
 *     did nothing wrong (RFC 6750 §3.1)
 * @param description what is wrong, for a developer
 * @param requirement what the request needs
 * @param resourceMetadata where a client learns who issues tokens for the API
 * @param scheme by which the token was presented or, if there is none, should be
 * @param dpopNonce what the next proof must hold, to be sent in the header {@code DPoP-Nonce} (RFC 9449 §9)
 */
public record Challenge(
        Audience realm,
        Optional<ErrorCode> error,
        String description,
        Requirement requirement,
        Optional<URI> resourceMetadata,
        Scheme scheme,
        Optional<String> dpopNonce) {

    private static final String ALGORITHMS =
            DpopProof.ALGORITHMS.stream().map(SigningAlgorithm::name).collect(Collectors.joining(" "));

    /** How a token is presented. */
    public enum Scheme {
        /** By itself; whoever has it may use it (RFC 6750). */
        BEARER,
        /** With a proof of the key that it is bound to (RFC 9449). */
        DPOP
    }

    /** The HTTP status: 400, 401 or 403 (RFC 6750 §3.1, RFC 9449 §7.1). */
    public int status() {
        return error.map(Challenge::status).orElse(401);
    }

    private static int status(ErrorCode error) {
        return switch (error) {
            case INVALID_DPOP_PROOF, USE_DPOP_NONCE -> 401;
            default -> error.status();
        };
    }

    /** The value of the {@code WWW-Authenticate} header: what is wrong, and the other scheme if there is one. */
    public String header() {
        return switch (scheme) {
            case BEARER -> "Bearer realm=" + quoted(realm.value()) + parameters() + ", DPoP algs=" + quoted(ALGORITHMS);
            case DPOP -> "DPoP realm=" + quoted(realm.value()) + ", algs=" + quoted(ALGORITHMS) + parameters();
        };
    }

    private String parameters() {
        StringBuilder parameters = new StringBuilder();
        error.ifPresent(code -> append(parameters, "error", code.code()));
        error.ifPresent(code -> append(parameters, "error_description", description));
        if (!scope().isEmpty()) {
            append(parameters, "scope", scope().toString());
        }
        if (error.filter(ErrorCode.INSUFFICIENT_USER_AUTHENTICATION::equals).isPresent()) {
            appendAuthentication(parameters);
        }
        resourceMetadata.ifPresent(address -> append(parameters, "resource_metadata", address.toASCIIString()));
        return parameters.toString();
    }

    private void appendAuthentication(StringBuilder parameters) {
        if (!requirement.acrValues().isEmpty()) {
            append(parameters, "acr_values", String.join(" ", requirement.acrValues()));
        }
        requirement.maxAge().ifPresent(age -> append(parameters, "max_age", Long.toString(age.toSeconds())));
    }

    private static void append(StringBuilder parameters, String name, String value) {
        parameters.append(", ").append(name).append('=').append(quoted(value));
    }

    /** A quoted-string of printable ASCII (RFC 9110 §5.6.4); RFC 6750 §3 allows neither quotation mark nor backslash inside. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints()
                .map(c -> c == '"' || c == '\\' ? '\'' : c)
                .map(c -> c < 0x20 || c > 0x7e ? '?' : c)
                .forEach(quoted::appendCodePoint);
        return quoted.append('"').toString();
    }

    /** The scope that the request needs; may be empty. */
    public Scope scope() {
        return requirement.scope();
    }

    /** The same for the body of the answer, as JSON. */
    public JsonObject body() {
        JsonObject body =
                JsonObject.empty().with("error", error.map(ErrorCode::code)).with("error_description", description);
        return scope().isEmpty() ? body : body.with("scope", scope().toString());
    }
}
