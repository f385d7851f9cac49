package dev.symbolon.endtoend;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An authorization request that a test can spoil. Each change gives a copy. */
record AuthorizationParameters(URI endpoint, Map<String, List<String>> values) {

    AuthorizationParameters with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new AuthorizationParameters(endpoint, changed);
    }

    AuthorizationParameters without(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        return new AuthorizationParameters(endpoint, changed);
    }

    /** With the same parameter once more. */
    AuthorizationParameters repeating(String name) {
        List<String> twice = new ArrayList<>(values.get(name));
        twice.addAll(values.get(name));
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, twice);
        return new AuthorizationParameters(endpoint, changed);
    }

    URI uri() {
        return URI.create(endpoint + "?" + URLUtils.serializeParameters(values));
    }
}
