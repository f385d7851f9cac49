package dev.symbolon.protocol.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object (RFC 8259) whose members are asked for by name and type.
 *
 * <p>A member that is absent or null is empty; one of another type than asked for is a {@link JsonException} that names it.
 */
public final class JsonObject {

    private static final JsonObject EMPTY = new JsonObject(Map.of());

    /** The last of the members that were set since the object was whole. */
    private record Latest(
            JsonObject before, String name, @Nullable Object value) {}

    private final @Nullable Latest latest;

    /** Put together when somebody asks first: whoever sets twenty members copies none. Two threads may do it, with the same result. */
    private @Nullable Map<String, @Nullable Object> whole;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.latest = null;
        this.whole = Collections.unmodifiableMap(members);
    }

    private JsonObject(Latest latest) {
        this.latest = latest;
        this.whole = null;
    }

    public static JsonObject empty() {
        return EMPTY;
    }

    /**
     * Reads an object from untrusted text.
     *
     * @throws JsonException if it is not a well-formed object, longer than 1,048,576 characters, more than 32 levels deep, or
     *     names a member twice
     */
    public static JsonObject parse(String text) {
        return of(Json.readObject(text));
    }

    /**
     * Reads an array of objects from untrusted text.
     *
     * @throws JsonException if it is not such an array, or goes beyond the limits of {@link #parse}
     */
    public static List<JsonObject> parseAll(String text) {
        return of(Map.of("all", Json.readList(text))).objects("all");
    }

    /** An object with these members: texts, numbers, booleans, collections, maps, objects, or null. */
    public static JsonObject of(Map<?, ?> members) {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(members.size());
        members.forEach((name, value) -> copy.put((String) name, plain(value)));
        return new JsonObject(copy);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonObject object -> object.members();
            case Map<?, ?> map -> of(map).members();
            case Collection<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(plain(element)));
                yield Collections.unmodifiableList(copy);
            }
            case String text -> text;
            case Number number -> number;
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }

    /** This object with a member set: a text, number, boolean, collection, map or object; others as their text. */
    public JsonObject with(String name, Object value) {
        return new JsonObject(new Latest(this, name, plain(value)));
    }

    /** This object with a member set if there is a value. */
    public JsonObject with(String name, Optional<?> value) {
        return value.isPresent() ? with(name, (Object) value.get()) : this;
    }

    /** This object with the members of the other, which win. */
    public JsonObject with(JsonObject other) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members());
        more.putAll(other.members());
        return new JsonObject(more);
    }

    public JsonObject without(String name) {
        Map<String, @Nullable Object> fewer = new LinkedHashMap<>(members());
        fewer.remove(name);
        return new JsonObject(fewer);
    }

    /** The members of these names alone. */
    public JsonObject only(Collection<String> names) {
        Map<String, @Nullable Object> fewer = new LinkedHashMap<>(members());
        fewer.keySet().retainAll(names);
        return new JsonObject(fewer);
    }

    public Optional<String> string(String name) {
        return member(name, String.class, "a text");
    }

    /** @throws JsonException also if the member is absent */
    public String requiredString(String name) {
        return string(name).orElseThrow(() -> new JsonException("the member " + name + " is missing"));
    }

    public Optional<Boolean> bool(String name) {
        return member(name, Boolean.class, "true or false");
    }

    /** A whole number; a fraction is cut off. */
    public Optional<Long> number(String name) {
        return member(name, Number.class, "a number").map(number -> {
            double value = number.doubleValue();
            if (!(Math.abs(value) <= 1L << 53)) {
                throw new JsonException("the member " + name + " is out of range");
            }
            return number.longValue();
        });
    }

    /** The texts of an array; a single text counts as an array of one, and an absent member as an empty one. */
    public List<String> strings(String name) {
        Object value = members().get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        return list(name, String.class, "a text or a list of texts");
    }

    public Optional<JsonObject> object(String name) {
        return member(name, Map.class, "an object").map(JsonObject::of);
    }

    /** The objects of an array; an absent member is an empty one. */
    public List<JsonObject> objects(String name) {
        return list(name, Map.class, "a list of objects").stream()
                .map(JsonObject::of)
                .toList();
    }

    private <T> List<T> list(String name, Class<T> type, String expected) {
        List<T> elements = new ArrayList<>();
        for (Object element : member(name, List.class, expected).orElse(List.of())) {
            elements.add(cast(name, element, type, expected));
        }
        return List.copyOf(elements);
    }

    private <T> Optional<T> member(String name, Class<T> type, String expected) {
        Object value = members().get(name);
        return value == null ? Optional.empty() : Optional.of(cast(name, value, type, expected));
    }

    private static <T> T cast(String name, @Nullable Object value, Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw new JsonException("the member " + name + " must be " + expected);
        }
        return type.cast(value);
    }

    /** A member, whatever it is, as JSON text; {@code null} if it is absent. */
    public String json(String name) {
        return Json.write(members().get(name));
    }

    public boolean has(String name) {
        return members().get(name) != null;
    }

    public Set<String> names() {
        return members().keySet();
    }

    /** The members as plain, unmodifiable Java values. */
    public Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> known = whole;
        if (known == null) {
            known = Collections.unmodifiableMap(putTogether());
            whole = known;
        }
        return known;
    }

    private Map<String, @Nullable Object> putTogether() {
        Deque<Latest> since = new ArrayDeque<>();
        JsonObject object = this;
        while (object.whole == null && object.latest != null) {
            since.push(object.latest);
            object = object.latest.before();
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>(object.members());
        since.forEach(set -> members.put(set.name(), set.value()));
        return members;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && members().equals(object.members());
    }

    @Override
    public int hashCode() {
        return members().hashCode();
    }

    /** The object as JSON text. */
    @Override
    public String toString() {
        return Json.write(members());
    }
}
