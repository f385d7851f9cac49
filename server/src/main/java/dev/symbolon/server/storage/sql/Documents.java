package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The parts that the documents of the stores have in common. */
final class Documents {

    private Documents() {}

    static JsonObject text(LocalizedText text) {
        return JsonObject.of(text.byLanguage());
    }

    static LocalizedText text(JsonObject json, String name) {
        JsonObject byLanguage = required(json.object(name), name);
        return new LocalizedText(map(byLanguage, Function.identity(), byLanguage::requiredString));
    }

    static Duration duration(JsonObject json, String name) {
        return Duration.parse(json.requiredString(name));
    }

    static <T> T required(Optional<T> member, String name) {
        return member.orElseThrow(() -> new JsonException("the member " + name + " is missing"));
    }

    static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    static <K, V> JsonObject keyed(Map<K, V> map, Function<K, String> name, Function<V, ?> value) {
        Map<String, Object> members = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, present) -> members.put(name.apply(key), value.apply(present)));
        return JsonObject.of(members);
    }

    static <K, V> Map<K, V> map(JsonObject json, Function<String, K> key, Function<String, V> value) {
        Map<K, V> map = LinkedHashMap.newLinkedHashMap(json.names().size());
        json.names().forEach(name -> map.put(key.apply(name), value.apply(name)));
        return map;
    }
}
