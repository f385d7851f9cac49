package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.authorization.Permissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The APIs that a request names, by {@code resource} (RFC 8707 §2) or by {@code audience}, which means the same. */
public final class Audiences {

    private static final int MOST = 10;

    private Audiences() {}

    /** @throws OAuthException {@code invalid_target} if several are named */
    public static Optional<Audience> named(Parameters parameters) {
        List<Audience> all = all(parameters);
        if (all.size() > 1) {
            throw refused("the request can name one API only, by resource or by audience");
        }
        return all.stream().findFirst();
    }

    /**
     * Those that an authorization request names, in its order.
     *
     * @throws OAuthException {@code invalid_target} if they are too many
     */
    public static List<Audience> all(Parameters parameters) {
        Set<String> names = new LinkedHashSet<>(parameters.all("resource"));
        parameters.one("audience").ifPresent(names::add);
        if (names.size() > MOST) {
            throw refused("a request can name " + MOST + " APIs at most");
        }
        return names.stream().map(Audience::parse).toList();
    }

    /**
     * The permissions of the one API that a token is to be for (RFC 8707 §2.2): the one that is named, else the first of those that were
     * granted.
     *
     * @throws OAuthException {@code invalid_target} if another API is named than the person has granted
     */
    public static Permissions chosen(Parameters parameters, Permissions granted) {
        Optional<Audience> named = named(parameters);
        if (named.filter(audience -> !granted.apis().containsKey(audience)).isPresent()) {
            throw refused("the API is none of the authorization request");
        }
        return named.map(granted::at).orElseGet(granted::atFirst);
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_TARGET, detail);
    }
}
