package dev.symbolon.server.manifest;

import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.configuration.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads texts for people: one for all languages, or one for each, with {@code default} (or {@code en}) for all others. */
final class Texts {

    private static final String LANGUAGE_TAG = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}";
    private static final int MOST_CHARACTERS = 200;

    private Texts() {}

    static Optional<LocalizedText> required(Section section, String key) {
        if (section.node(key).orElse(null) instanceof YamlNode.Mapping mapping) {
            return byLanguage(section, key, mapping);
        }
        return section.required(key, Texts::checked).map(LocalizedText::of);
    }

    private static Optional<LocalizedText> byLanguage(Section section, String key, YamlNode.Mapping mapping) {
        List<String> languages = new ArrayList<>(mapping.entries().keySet());
        Optional<String> odd = languages.stream()
                .filter(language -> !language.matches(LANGUAGE_TAG))
                .findFirst();
        if (odd.isPresent()) {
            section.refuse(key, "must be by language, such as en or de-AT, which " + odd.get() + " is not");
            return Optional.empty();
        }
        Section texts = section.section(key, languages).orElseThrow();
        Map<String, String> byLanguage = new HashMap<>();
        languages.forEach(language -> texts.parsed(language, Texts::checked)
                .ifPresent(text -> byLanguage.put(language.equals("default") ? "" : language, text)));
        Optional<String> other =
                Optional.ofNullable(byLanguage.get("")).or(() -> Optional.ofNullable(byLanguage.get("en")));
        if (other.isEmpty()) {
            section.refuse(key, "needs a text under default, for all other languages");
            return Optional.empty();
        }
        byLanguage.put("", other.get());
        return Optional.of(new LocalizedText(byLanguage));
    }

    private static String checked(String text) {
        if (text.isBlank() || text.length() > MOST_CHARACTERS || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must have 1 to " + MOST_CHARACTERS + " characters on one line");
        }
        return text.strip();
    }
}
