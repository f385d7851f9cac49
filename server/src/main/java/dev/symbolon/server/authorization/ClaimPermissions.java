package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Scope;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Permissions to learn one claim about the person, which a client asks for by name (OIDC Core §5.5). They stand among the scope values
 * of OpenID Connect, so that they are asked for, remembered and withdrawn like those, but never on the wire.
 */
public final class ClaimPermissions {

    /** Before a claim that userinfo tells. */
    private static final String AT_USERINFO = "claim:";

    /** Before a claim that the ID token tells, and userinfo as well. */
    private static final String IN_ID_TOKEN = "id_token:";

    private ClaimPermissions() {}

    /**
     * @param atUserinfo claims for userinfo
     * @param inIdToken claims for the ID token; those of both are named once
     */
    public static Scope of(Collection<String> atUserinfo, Collection<String> inIdToken) {
        return Scope.of(Stream.concat(
                        atUserinfo.stream()
                                .filter(claim -> !inIdToken.contains(claim))
                                .map(AT_USERINFO::concat),
                        inIdToken.stream().map(IN_ID_TOKEN::concat))
                .toList());
    }

    /** The claim that the value lets a client learn; empty if it is a scope value. */
    public static String claim(String value) {
        if (value.startsWith(AT_USERINFO)) {
            return value.substring(AT_USERINFO.length());
        }
        return value.startsWith(IN_ID_TOKEN) ? value.substring(IN_ID_TOKEN.length()) : "";
    }

    static boolean isScopeValue(String value) {
        return claim(value).isEmpty();
    }

    /** The claims that the client may learn by name. */
    public static List<String> claims(Scope identity) {
        return identity.values().stream()
                .map(ClaimPermissions::claim)
                .filter(claim -> !claim.isEmpty())
                .toList();
    }

    /** Those of them that the ID token tells. */
    public static List<String> claimsInIdToken(Scope identity) {
        return claims(identity.filter(value -> value.startsWith(IN_ID_TOKEN)));
    }
}
