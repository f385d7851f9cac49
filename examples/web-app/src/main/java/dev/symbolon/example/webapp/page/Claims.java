package dev.symbolon.example.webapp.page;

import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Claims as a table, each with what it means. */
final class Claims {

    private static final Set<String> TIMES = Set.of("exp", "iat", "nbf", "auth_time", "updated_at");

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("alg", "how it is signed, and how its hashes are made"),
            Map.entry("typ", "what it is"),
            Map.entry("kid", "which of the provider’s keys signed it"),
            Map.entry("iss", "the provider that made it"),
            Map.entry("sub", "the person, as this provider numbers people"),
            Map.entry("aud", "for whom it was made"),
            Map.entry("azp", "the application that asked for it"),
            Map.entry("client_id", "the application that may use it"),
            Map.entry("exp", "when it ends"),
            Map.entry("iat", "when it was made"),
            Map.entry("nbf", "when it begins"),
            Map.entry("auth_time", "when the person signed in at the provider"),
            Map.entry("nonce", "ties it to this one sign-in"),
            Map.entry("c_hash", "ties it to the code"),
            Map.entry("at_hash", "ties it to the access token beside it"),
            Map.entry("s_hash", "ties it to the state of this sign-in"),
            Map.entry("sid", "the person’s session at the provider"),
            Map.entry("acr", "how surely the person was recognised"),
            Map.entry("amr", "how the person proved who they are"),
            Map.entry("cnf", "the key that it is bound to, and worth nothing without"),
            Map.entry("jti", "its own number"),
            Map.entry("scope", "what it allows"),
            Map.entry("authorization_details", "what it allows in detail"),
            Map.entry("email_verified", "whether the address is known to be theirs"),
            Map.entry("updated_at", "when these data last changed"));

    private Claims() {}

    static Html table(String caption, JsonObject claims, Instant now) {
        return Html.of(
                """
                <table class="claims"><caption>{}</caption><tbody>
                {}
                </tbody></table>
                """,
                caption,
                Html.each(claims.names(), name -> row(name, claims.members().get(name), now)));
    }

    private static Html row(String name, @Nullable Object value, Instant now) {
        return Html.of(
                "<tr><th scope=\"row\"><code>{}</code>{}</th><td>{}</td></tr>",
                name,
                meaning(name),
                value(name, value, now));
    }

    private static Html meaning(String name) {
        String meaning = MEANINGS.getOrDefault(name, "");
        return meaning.isEmpty() ? Html.NONE : Html.of("<small>{}</small>", meaning);
    }

    private static Html value(String name, @Nullable Object value, Instant now) {
        return switch (value) {
            case Number seconds when TIMES.contains(name) -> Moment.of(Instant.ofEpochSecond(seconds.longValue()), now);
            case String text -> Html.of("{}", text);
            case List<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                Html.of("{}", list.stream().map(String.class::cast).collect(Collectors.joining(", ")));
            case null -> Html.of("nothing");
            default -> Html.of("<pre>{}</pre>", JsonText.indented(value));
        };
    }
}
