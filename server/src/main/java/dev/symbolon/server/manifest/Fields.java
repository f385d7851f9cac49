package dev.symbolon.server.manifest;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.configuration.Durations;
import dev.symbolon.server.user.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a thing is like, key by key of the manifest, so that two states of it can be compared and the difference be read. */
final class Fields {

    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();

    Fields() {}

    static Fields of(Api api) {
        return new Fields()
                .with("name", text(api.name()))
                .with("access-token-algorithm", api.accessTokenAlgorithm())
                .with("access-token-lifetime", Durations.describe(api.accessTokenLifetime()))
                .with("access-token-format", api.accessTokenFormat())
                .with("introspection-clients", sorted(api.introspectionClients()))
                .with(
                        "permissions",
                        api.permissions().stream().map(Fields::permission).toList())
                .with(
                        "authorization-details",
                        api.detailTypes().stream().map(Fields::detailType).toList());
    }

    private static String detailType(DetailType type) {
        return type.name() + " (" + text(type.title()) + ", " + new TreeMap<>(type.lists())
                + (type.identifier() ? ", identifier" : "") + ", "
                + type.members().stream().map(Fields::detailMember).toList() + ")";
    }

    private static String detailMember(DetailMember member) {
        return member.name() + " (" + text(member.title()) + ", "
                + member.kind().value()
                + (member.required() ? ", required" : "")
                + (member.values().isEmpty() ? "" : ", " + member.values())
                + (member.members().isEmpty()
                        ? ""
                        : ", "
                                + member.members().stream()
                                        .map(Fields::detailMember)
                                        .toList())
                + ")";
    }

    private static String permission(Permission permission) {
        return permission.name() + " (" + text(permission.description())
                + (permission.optional() ? ", optional)" : ")");
    }

    static Fields of(User user) {
        Fields fields = new Fields()
                .with("username", user.username())
                .with("disabled", user.disabled())
                .withHidden("password", user.passwordHash());
        JsonObject claims = user.claims();
        claims.names()
                .forEach(name -> fields.with(
                        "claims." + name, String.valueOf(claims.members().get(name))));
        return fields;
    }

    Fields with(String key, Object value) {
        shown.put(key, value.toString());
        return this;
    }

    Fields withHidden(String key, String value) {
        hidden.put(key, value);
        return this;
    }

    static String text(LocalizedText text) {
        return text.byLanguage().size() == 1
                ? text.toString()
                : text.byLanguage().toString();
    }

    static String sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList().toString();
    }

    /** The keys that are compared. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(shown.keySet());
        keys.addAll(hidden.keySet());
        return keys;
    }

    /** What is other in the later state; of secrets, only that they are. */
    List<String> differenceTo(Fields later) {
        Set<String> keys = new LinkedHashSet<>(shown.keySet());
        keys.addAll(later.shown.keySet());
        List<String> difference = new ArrayList<>();
        for (String key : keys) {
            String before = shown.getOrDefault(key, "");
            String after = later.shown.getOrDefault(key, "");
            if (!before.equals(after)) {
                difference.add(printable(key + ": " + orNothing(before) + " → " + orNothing(after)));
            }
        }
        hidden.forEach((key, before) -> {
            if (!before.equals(later.hidden.get(key))) {
                difference.add(key + ": changed");
            }
        });
        return difference;
    }

    private static String orNothing(String value) {
        return value.isEmpty() ? "(nothing)" : value;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
