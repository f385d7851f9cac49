package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.ClaimsRequest;
import dev.symbolon.server.claim.ClaimLanguages;
import dev.symbolon.server.claim.IdentityScopes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code claims} parameter (OIDC Core §5.5). Claims and members that are not understood are passed over. A {@code value}
 * counts for {@code sub} and {@code acr}; of other claims the person's own is told.
 */
final class ClaimsReader {

    private static final int MOST_LANGUAGES = 20;

    private ClaimsReader() {}

    /** @throws OAuthException {@code invalid_request} if it is not what the standard says */
    static ClaimsRequest parse(String text) {
        try {
            JsonObject claims = JsonObject.parse(text);
            JsonObject userinfo = claims.object("userinfo").orElse(JsonObject.empty());
            JsonObject idToken = claims.object("id_token").orElse(JsonObject.empty());
            return new ClaimsRequest(
                    known(userinfo),
                    known(idToken),
                    subject(userinfo, idToken),
                    values(idToken, "acr"),
                    demand(idToken, "acr").bool("essential").orElse(false));
        } catch (JsonException e) {
            throw OAuthException.invalidRequest("claims is not what OIDC Core §5.5 says: " + e.getMessage());
        }
    }

    private static Set<String> known(JsonObject asked) {
        Set<String> names = new LinkedHashSet<>(IdentityScopes.claims());
        names.remove("sub");
        names.retainAll(asked.names());
        names.forEach(name -> demand(asked, name));
        names.addAll(inLanguages(asked));
        return names;
    }

    /** Those that are asked for in a language of their own (OIDC Core §5.2). */
    private static List<String> inLanguages(JsonObject asked) {
        List<String> names = asked.names().stream()
                .filter(name -> ClaimLanguages.canonical(name).isPresent())
                .toList();
        if (names.size() > MOST_LANGUAGES) {
            throw OAuthException.invalidRequest(
                    "claims asks for more than " + MOST_LANGUAGES + " claims in a language of their own");
        }
        names.forEach(name -> demand(asked, name));
        return names.stream()
                .flatMap(name -> ClaimLanguages.canonical(name).stream())
                .toList();
    }

    /** What is said of a claim: null for nothing (OIDC Core §5.5.1). */
    private static JsonObject demand(JsonObject asked, String name) {
        return asked.object(name).orElse(JsonObject.empty());
    }

    private static List<String> values(JsonObject asked, String name) {
        JsonObject demand = demand(asked, name);
        List<String> values = new ArrayList<>();
        demand.string("value").ifPresent(values::add);
        values.addAll(demand.strings("values"));
        return values.stream().distinct().toList();
    }

    private static Optional<Subject> subject(JsonObject userinfo, JsonObject idToken) {
        Set<String> people = new LinkedHashSet<>(values(idToken, "sub"));
        people.addAll(values(userinfo, "sub"));
        if (people.size() > 1) {
            throw OAuthException.invalidRequest("claims names more than one person by sub");
        }
        return people.stream().findFirst().map(Subject::parse);
    }
}
