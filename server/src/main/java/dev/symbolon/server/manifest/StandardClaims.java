package dev.symbolon.server.manifest;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.claim.ClaimLanguages;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.configuration.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads claims about a person: the standard ones, in their types (OIDC Core §5.1). Others are refused, since no scope yields
 * them, and a misspelled one would be missed silently.
 */
final class StandardClaims {

    private static final List<String> TEXTS = List.of(
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "email",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "phone_number");

    private static final List<String> TRUTHS = List.of("email_verified", "phone_number_verified");
    private static final String ADDRESS = "address";
    private static final String UPDATED_AT = "updated_at";

    static final List<String> ADDRESS_NAMES =
            List.of("formatted", "street_address", "locality", "region", "postal_code", "country");

    /** The names of all of them, but for {@code sub}, which is the account's subject. */
    static final List<String> NAMES = Stream.of(TEXTS, TRUTHS, List.of(ADDRESS, UPDATED_AT))
            .flatMap(List::stream)
            .toList();

    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_IN_LANGUAGES = 100;

    private StandardClaims() {}

    /** The keys of claims in a language of their own: {@code name#de} (OIDC Core §5.2). */
    static List<String> inLanguages(Optional<YamlNode> claims) {
        return claims.stream()
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .flatMap(mapping -> mapping.entries().keySet().stream())
                .filter(key -> key.contains("#") && ClaimLanguages.LOCALIZED.contains(ClaimLanguages.base(key)))
                .toList();
    }

    static List<String> keys(List<String> inLanguages) {
        return Stream.concat(NAMES.stream(), inLanguages.stream()).toList();
    }

    static JsonObject read(Section section, List<String> inLanguages) {
        JsonObject claims = JsonObject.empty();
        for (String name : TEXTS) {
            claims = claims.with(name, section.parsed(name, StandardClaims::text));
        }
        for (String name : TRUTHS) {
            claims = claims.with(name, section.bool(name));
        }
        claims = claims.with(UPDATED_AT, section.number(UPDATED_AT, 0, Integer.MAX_VALUE));
        Optional<JsonObject> address = section.section(ADDRESS, ADDRESS_NAMES).map(StandardClaims::address);
        return claims.with(ADDRESS, address).with(localized(section, inLanguages));
    }

    private static JsonObject localized(Section section, List<String> keys) {
        JsonObject claims = JsonObject.empty();
        if (keys.size() > MOST_IN_LANGUAGES) {
            section.refuse(keys.getFirst(), "must be one of at most " + MOST_IN_LANGUAGES + " claims with a language");
        }
        for (String key : keys) {
            Optional<String> name = ClaimLanguages.canonical(key);
            if (name.isEmpty()) {
                section.refuse(key, "must end in a language tag, such as name#de or name#ja-Kana-JP");
            } else if (claims.has(name.get())) {
                section.refuse(key, "stands twice; keep one of them");
            } else {
                claims = claims.with(name.get(), section.parsed(key, StandardClaims::text));
            }
        }
        return claims;
    }

    private static JsonObject address(Section section) {
        JsonObject address = JsonObject.empty();
        for (String name : ADDRESS_NAMES) {
            address = address.with(name, section.parsed(name, StandardClaims::text));
        }
        return address;
    }

    private static String text(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("must have 1 to " + MOST_CHARACTERS + " characters");
        }
        return text;
    }
}
