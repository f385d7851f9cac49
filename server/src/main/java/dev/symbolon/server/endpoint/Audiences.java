package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.authorization.Permissions;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The API that a request names, by {@code resource} (RFC 8707 §2) or by {@code audience}, which means the same. */
public final class Audiences {

    private Audiences() {}

    /** @throws OAuthException {@code invalid_target} if several are named */
    public static Optional<Audience> named(Parameters parameters) {
        Set<String> names = new LinkedHashSet<>(parameters.all("resource"));
        parameters.one("audience").ifPresent(names::add);
        if (names.size() > 1) {
            throw refused("a request can name one API only, by resource or by audience");
        }
        return names.stream().findFirst().map(Audience::parse);
    }

    /** @throws OAuthException {@code invalid_target} if another API is named than the person has granted */
    public static void refuseOther(Parameters parameters, Permissions granted) {
        Optional<Audience> named = named(parameters);
        if (named.isPresent() && !named.equals(granted.audience())) {
            throw refused("the API is not the one of the authorization request");
        }
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_TARGET, detail);
    }
}
