package dev.symbolon.server.configuration;

import dev.symbolon.protocol.OAuthException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping that is being read: its values are asked for by key and type. What is wrong is noted as a problem and then counts as
 * absent, so that reading goes on and finds the next one.
 */
public final class Section {

    private final YamlNode.Mapping mapping;
    private final List<String> known;
    private final Problems problems;

    /** @param known every key that there can be; others are problems */
    public Section(YamlNode.Mapping mapping, List<String> known, Problems problems) {
        this.mapping = mapping;
        this.known = known;
        this.problems = problems;
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(entry.place(), entry.place().excerpt(key, ""), unknown(key));
            }
        });
    }

    private String unknown(String key) {
        return "unknown key; "
                + Spelling.nearest(key, known)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse("known here: " + String.join(", ", known));
    }

    public Place place() {
        return mapping.place();
    }

    public boolean has(String key) {
        return node(key).isPresent();
    }

    public Optional<YamlNode> node(String key) {
        if (!known.contains(key)) {
            throw new IllegalArgumentException(key + " is not among the known keys");
        }
        return Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
    }

    public Optional<String> text(String key) {
        return parsed(key, Function.identity());
    }

    public Optional<Boolean> bool(String key) {
        return parsed(key, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        });
    }

    public Optional<Integer> number(String key, int least, int most) {
        return parsed(key, text -> {
            if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
                throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
            }
            return Integer.parseInt(text);
        });
    }

    public Optional<Duration> duration(String key) {
        return parsed(key, Durations::parse);
    }

    /** A path, resolved against the folder of the file that it stands in. */
    public Optional<Path> path(String key) {
        return node(key).flatMap(node -> parse(key, node, text -> resolved(node, text)));
    }

    private static Path resolved(YamlNode node, String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must be a path");
        }
        return node.place().folder().resolve(text);
    }

    /** @param parse refuses with an {@link OAuthException} or an {@link IllegalArgumentException} that says why */
    public <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return node(key).flatMap(node -> parse(key, node, parse));
    }

    /** Like {@link #parsed}, and its absence is a problem too. */
    public <T> Optional<T> required(String key, Function<String, T> parse) {
        if (!has(key)) {
            refuse(key, "is missing");
        }
        return parsed(key, parse);
    }

    /** The elements of a list, or a single value as a list of one; absent if the key is. */
    public <T> Optional<List<T>> list(String key, Function<String, T> parse) {
        return elements(key)
                .map(elements -> elements.stream()
                        .flatMap(element -> parse(key, element, parse).stream())
                        .toList());
    }

    /** Like {@link #path}, of a file that there must be. */
    public Optional<Path> file(String key) {
        return node(key).flatMap(node -> parse(key, node, text -> existing(node, text)));
    }

    /** The files of a list, or a single one; none if the key is absent. */
    public List<Path> files(String key) {
        return elements(key).orElse(List.of()).stream()
                .flatMap(element -> parse(key, element, text -> existing(element, text)).stream())
                .toList();
    }

    private static Path existing(YamlNode node, String text) {
        Path path = resolved(node, text);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("there is no such file, or it cannot be read");
        }
        return path;
    }

    private Optional<List<YamlNode>> elements(String key) {
        return node(key)
                .filter(node -> !node.isNothing())
                .map(node -> node instanceof YamlNode.Sequence(var _, var elements) ? elements : List.of(node));
    }

    private <T> Optional<T> parse(String key, YamlNode node, Function<String, T> parse) {
        if (!(node instanceof YamlNode.Scalar(Place place, String text, var _))) {
            problems.add(node.place(), key + ":", "must be a single value");
            return Optional.empty();
        }
        if (node.isNothing()) {
            problems.add(place, key + ":", "has no value; write one, or leave the key out");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (OAuthException e) {
            problems.add(place, shown(place, key, text), predicate(e.detail()));
        } catch (IllegalArgumentException e) {
            problems.add(place, shown(place, key, text), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** A detail is a sentence about a parameter; here the key stands before it, so that its subject can go. */
    private static String predicate(String detail) {
        return detail.replaceFirst("^.*? (?=must |is |has )", "");
    }

    public Optional<Section> section(String key, List<String> itsKeys) {
        return node(key).filter(node -> !node.isNothing()).flatMap(node -> section(key, node, itsKeys));
    }

    public List<Section> sections(String key, List<String> itsKeys) {
        List<Section> sections = new ArrayList<>();
        elements(key)
                .orElse(List.of())
                .forEach(element -> section(key, element, itsKeys).ifPresent(sections::add));
        return sections;
    }

    private Optional<Section> section(String key, YamlNode node, List<String> itsKeys) {
        if (node instanceof YamlNode.Mapping nested) {
            return Optional.of(new Section(nested, itsKeys, problems));
        }
        problems.add(node.place(), key + ":", "must be made of keys and values: " + String.join(", ", itsKeys));
        return Optional.empty();
    }

    /** Notes a problem at a key, or at the beginning of the section if the key is absent. */
    public void refuse(String key, String remedy) {
        problems.add(placeOf(key), excerpt(key), remedy);
    }

    /** Notes a problem at one element of a list. */
    public void refuse(String key, String element, String remedy) {
        problems.add(placeOf(key, element), placeOf(key).excerpt(key, element), remedy);
    }

    public void warn(String key, String remedy) {
        problems.warn(placeOf(key), excerpt(key), remedy);
    }

    public void warn(String key, String element, String remedy) {
        problems.warn(placeOf(key, element), placeOf(key).excerpt(key, element), remedy);
    }

    private Place placeOf(String key) {
        return Optional.ofNullable(mapping.entries().get(key))
                .map(entry -> entry.value().place().line() == 0 ? entry.value().place() : entry.place())
                .orElse(mapping.place());
    }

    private Place placeOf(String key, String element) {
        return elements(key).orElse(List.of()).stream()
                .filter(node -> node instanceof YamlNode.Scalar(var _, var text, var _) && text.equals(element))
                .map(YamlNode::place)
                .findFirst()
                .orElseGet(() -> placeOf(key));
    }

    /** The key and its value as they stand there. Values of keys that name secrets are left out, as are whole structures. */
    private String excerpt(String key) {
        Optional<YamlNode> value =
                Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
        if (value.isPresent() && value.get() instanceof YamlNode.Scalar(Place place, String text, var _)) {
            return shown(place, key, text);
        }
        return placeOf(key).excerpt(key, "");
    }

    private static String shown(Place place, String key, String text) {
        return place.excerpt(key, Secrets.isSecret(key) ? "" : text);
    }
}
