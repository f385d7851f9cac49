package dev.symbolon.server.page;

import gg.jte.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** What the pages say, in one language: {@code messages_en.properties} and its siblings. */
final class Messages {

    static final String VALUE = "{0}";

    private final Locale language;
    private final Map<String, String> texts;

    private Messages(Locale language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    static Messages in(Locale language) {
        String file = "messages_" + language.getLanguage() + ".properties";
        Properties properties = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + file);
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Messages(
                language,
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty)));
    }

    Locale language() {
        return language;
    }

    Map<String, String> texts() {
        return texts;
    }

    String text(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("there is no message " + key));
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    /** The text with a number in it. */
    String text(String key, long number) {
        return text(key).replace(VALUE, Long.toString(number));
    }

    /** The text with a value in it that has been made fit to be shown; it has an element of its own. */
    Content phrase(String key, String value) {
        String text = text(key);
        int at = text.indexOf(VALUE);
        return output -> {
            output.writeUserContent(text.substring(0, at));
            output.writeContent("<bdi>");
            output.writeUserContent(value);
            output.writeContent("</bdi>");
            output.writeUserContent(text.substring(at + VALUE.length()));
        };
    }
}
