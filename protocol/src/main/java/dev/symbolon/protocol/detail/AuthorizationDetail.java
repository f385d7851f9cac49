package dev.symbolon.protocol.detail;

import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.HashSet;
import java.util.List;

/**
 * Something that is asked for or granted, in the terms of its type (RFC 9396 §2).
 *
 * @param json with the member {@code type}
 */
public record AuthorizationDetail(JsonObject json) {

    /** Members that every type may have, lists of texts; fewer of them is less (RFC 9396 §2.2). */
    public static final List<String> LISTS = List.of("locations", "actions", "datatypes", "privileges");

    /** @throws JsonException if it does not name its type, or one of the lists is none */
    public AuthorizationDetail {
        if (json.requiredString("type").isEmpty()) {
            throw new JsonException("the member type is empty");
        }
        for (String name : LISTS) {
            if (json.has(name) && !(json.members().get(name) instanceof List)) {
                throw new JsonException("the member " + name + " must be a list of texts");
            }
            json.strings(name);
        }
    }

    public String type() {
        return json.requiredString("type");
    }

    /** Whether the other one is the same, or less: fewer actions, for instance. */
    public boolean covers(AuthorizationDetail other) {
        return json.names().equals(other.json.names())
                && json.names().stream().allMatch(name -> covers(other.json, name));
    }

    private boolean covers(JsonObject other, String name) {
        if (LISTS.contains(name)) {
            List<String> fewer = other.strings(name);
            return !fewer.isEmpty() && new HashSet<>(json.strings(name)).containsAll(fewer);
        }
        return json.only(List.of(name)).equals(other.only(List.of(name)));
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
