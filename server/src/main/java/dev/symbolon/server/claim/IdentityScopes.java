package dev.symbolon.server.claim;

import dev.symbolon.protocol.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The scope values of OpenID Connect itself, and the claims that each asks for (OIDC Core §5.4, §11). */
public final class IdentityScopes {

    private static final SequencedMap<String, List<String>> CLAIMS = new LinkedHashMap<>();

    static {
        CLAIMS.put(Scope.OPENID, List.of("sub"));
        CLAIMS.put(
                "profile",
                List.of(
                        "name",
                        "family_name",
                        "given_name",
                        "middle_name",
                        "nickname",
                        "preferred_username",
                        "profile",
                        "picture",
                        "website",
                        "gender",
                        "birthdate",
                        "zoneinfo",
                        "locale",
                        "updated_at"));
        CLAIMS.put("email", List.of("email", "email_verified"));
        CLAIMS.put("address", List.of("address"));
        CLAIMS.put("phone", List.of("phone_number", "phone_number_verified"));
        CLAIMS.put(Scope.OFFLINE_ACCESS, List.of());
    }

    private IdentityScopes() {}

    public static Scope all() {
        return Scope.of(CLAIMS.sequencedKeySet());
    }

    /** Every claim about a person that a scope value asks for. */
    public static List<String> claims() {
        return CLAIMS.values().stream().flatMap(List::stream).toList();
    }

    /** The claims about a person that the scope value asks for. */
    public static List<String> claims(String value) {
        return CLAIMS.getOrDefault(value, List.of());
    }
}
