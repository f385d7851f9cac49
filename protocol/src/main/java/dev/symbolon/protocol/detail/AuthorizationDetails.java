package dev.symbolon.protocol.detail;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is asked for or granted in more detail than a scope can say (RFC 9396): at most 10 things in at most 2,000 characters. */
public record AuthorizationDetails(List<AuthorizationDetail> all) {

    public static final AuthorizationDetails NONE = new AuthorizationDetails(List.of());

    private static final String MEMBER = "authorization_details";
    private static final int MOST = 10;
    private static final int MOST_CHARACTERS = 2_000;

    public AuthorizationDetails {
        all = List.copyOf(all);
    }

    /**
     * Reads the {@code authorization_details} parameter.
     *
     * @throws OAuthException {@code invalid_authorization_details} if it is malformed, too long or too much; whether its types exist is not checked
     */
    public static AuthorizationDetails parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw refused("must have at most " + MOST_CHARACTERS + " characters");
        }
        try {
            List<JsonObject> objects = JsonObject.parseAll(text);
            if (objects.isEmpty() || objects.size() > MOST) {
                throw refused("must have 1 to " + MOST + " elements");
            }
            return new AuthorizationDetails(
                    objects.stream().map(AuthorizationDetail::new).toList());
        } catch (JsonException e) {
            throw refused("must be a JSON array of objects that name their type: " + e.getMessage());
        }
    }

    /**
     * Those of a token, an answer or a document; none if it has no such member.
     *
     * @throws JsonException if they are malformed
     */
    public static AuthorizationDetails in(JsonObject json) {
        return new AuthorizationDetails(
                json.objects(MEMBER).stream().map(AuthorizationDetail::new).toList());
    }

    /** The member to say them with: empty if there are none. */
    public JsonObject member() {
        return isEmpty() ? JsonObject.empty() : JsonObject.empty().with(MEMBER, json());
    }

    public List<JsonObject> json() {
        return all.stream().map(AuthorizationDetail::json).toList();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public AuthorizationDetails ofType(String type) {
        return filter(detail -> detail.type().equals(type));
    }

    public AuthorizationDetails filter(Predicate<AuthorizationDetail> keep) {
        return new AuthorizationDetails(all.stream().filter(keep).toList());
    }

    /** These and the others, each once. */
    public AuthorizationDetails plus(AuthorizationDetails others) {
        List<AuthorizationDetail> sum = new ArrayList<>(all);
        others.all.stream().filter(other -> !all.contains(other)).forEach(sum::add);
        return new AuthorizationDetails(sum);
    }

    /** Whether each of the others is one of these, or less. */
    public boolean cover(AuthorizationDetails others) {
        return others.all.stream().allMatch(other -> all.stream().anyMatch(detail -> detail.covers(other)));
    }

    private static OAuthException refused(String reason) {
        return new OAuthException(ErrorCode.INVALID_AUTHORIZATION_DETAILS, MEMBER + " " + reason);
    }

    /** The {@code authorization_details} parameter. */
    @Override
    public String toString() {
        return JsonObject.empty().with(MEMBER, json()).json(MEMBER);
    }
}
