package dev.symbolon.resourceserver;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/**
 * How an API refuses a request, and says what would be right (RFC 6750 §3, RFC 9728 §5.1).
 *
 * @param realm the API that is protected
 * @param error {@code invalid_request}, {@code invalid_token} or {@code insufficient_scope}; empty if the request had no token,
 *     for then it did nothing wrong (RFC 6750 §3.1)
 * @param description what is wrong, for a developer
 * @param scope the scope that the request needs; may be empty
 * @param resourceMetadata where a client learns who issues tokens for the API
 */
public record Challenge(
        Audience realm, Optional<ErrorCode> error, String description, Scope scope, Optional<URI> resourceMetadata) {

    /** The HTTP status: 400, 401 or 403 (RFC 6750 §3.1). */
    public int status() {
        return error.map(ErrorCode::status).orElse(401);
    }

    /** The value of the {@code WWW-Authenticate} header. */
    public String header() {
        StringBuilder header = new StringBuilder("Bearer realm=").append(quoted(realm.value()));
        error.ifPresent(code -> append(header, "error", code.code()));
        error.ifPresent(code -> append(header, "error_description", description));
        if (!scope.isEmpty()) {
            append(header, "scope", scope.toString());
        }
        resourceMetadata.ifPresent(address -> append(header, "resource_metadata", address.toASCIIString()));
        return header.toString();
    }

    private static void append(StringBuilder header, String name, String value) {
        header.append(", ").append(name).append('=').append(quoted(value));
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

    /** The same for the body of the answer, as JSON. */
    public JsonObject body() {
        JsonObject body =
                JsonObject.empty().with("error", error.map(ErrorCode::code)).with("error_description", description);
        return scope.isEmpty() ? body : body.with("scope", scope.toString());
    }
}
