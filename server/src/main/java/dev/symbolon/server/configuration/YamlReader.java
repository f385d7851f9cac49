package dev.symbolon.server.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML file of at most 1 MiB, 20 levels and 100,000 values, in which no key stands twice; the only importer of the YAML
 * library.
 */
public final class YamlReader {

    private static final int MOST_OCTETS = 1 << 20;
    private static final int MOST_LEVELS = 20;
    private static final int MOST_VALUES = 100_000;

    private final String source;
    private final Path folder;
    private final Problems problems;
    private int values;

    private YamlReader(String source, Path folder, Problems problems) {
        this.source = source;
        this.folder = folder;
        this.problems = problems;
    }

    /** The mapping that a file holds. If it cannot be read at all, that is a problem, and it counts as empty. */
    public static YamlNode.Mapping read(Path file, Problems problems) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        YamlReader reader = new YamlReader(file.toString(), folder, problems);
        return reader.text(file).map(reader::parse).orElseGet(reader::nothing);
    }

    /** The mapping that a text holds, as if it stood in a file of that name in the working folder. */
    public static YamlNode.Mapping parse(String source, String text, Problems problems) {
        return new YamlReader(source, Path.of(""), problems).parse(text);
    }

    private Optional<String> text(Path file) {
        try {
            if (Files.size(file) > MOST_OCTETS) {
                refuse(0, "is longer than " + MOST_OCTETS + " octets");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException e) {
            refuse(0, "is not in UTF-8");
        } catch (IOException e) {
            refuse(0, Files.exists(file) ? "cannot be read" : "there is no such file");
        }
        return Optional.empty();
    }

    private YamlNode.Mapping parse(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(MOST_OCTETS)
                .setMaxAliasesForCollections(100)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            checkDepth(new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.isPresent() ? root(root.get()) : nothing();
        } catch (MarkedYamlEngineException e) {
            refuse(e.getProblemMark().map(YamlReader::line).orElse(0), "is not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            refuse(
                    line(text, e.getCodePoint()),
                    "is not YAML: there is a character U+%04X".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            refuse(
                    0,
                    "is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return nothing();
    }

    /** The library composes by recursion; this looks first, without, whether that can be dared. */
    private static void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MOST_LEVELS) {
                throw new ParserException("more than " + MOST_LEVELS + " levels", event.getStartMark());
            }
        }
    }

    private YamlNode.Mapping root(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            return nothing();
        }
        if (convert(node, 0) instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        refuse(line(node), "must be made of keys and values, such as key: value");
        return nothing();
    }

    private YamlNode convert(Node node, int depth) {
        if (++values > MOST_VALUES || depth > MOST_LEVELS) {
            throw new ParserException("its aliases make it too large", node.getStartMark());
        }
        Place place = place(node);
        return switch (node) {
            case ScalarNode scalar -> new YamlNode.Scalar(place, scalar.getValue(), kind(scalar.getTag()));
            case SequenceNode sequence ->
                new YamlNode.Sequence(
                        place,
                        sequence.getValue().stream()
                                .map(element -> convert(element, depth + 1))
                                .toList());
            case MappingNode mapping -> new YamlNode.Mapping(place, entries(mapping, depth));
            default -> throw new YamlEngineException("it holds something that is no value");
        };
    }

    private Map<String, YamlNode.Entry> entries(MappingNode mapping, int depth) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place place = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(place, "", "a key must be a plain text");
                continue;
            }
            YamlNode.Entry entry = new YamlNode.Entry(place, convert(tuple.getValueNode(), depth + 1));
            if (entries.putIfAbsent(key.getValue(), entry) != null && !twice.contains(key.getValue())) {
                twice.add(key.getValue());
                problems.add(place, key.getValue() + ":", "stands twice; keep one of them");
            }
        }
        return entries;
    }

    private static YamlNode.Kind kind(Tag tag) {
        if (tag.equals(Tag.BOOL)) {
            return YamlNode.Kind.BOOLEAN;
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return YamlNode.Kind.NUMBER;
        }
        return tag.equals(Tag.NULL) ? YamlNode.Kind.NOTHING : YamlNode.Kind.TEXT;
    }

    private void refuse(int line, String remedy) {
        problems.add(Place.inFile(source, folder, line), "", remedy);
    }

    private YamlNode.Mapping nothing() {
        return new YamlNode.Mapping(Place.inFile(source, folder, 0), Map.of());
    }

    private Place place(Node node) {
        return Place.inFile(source, folder, line(node));
    }

    private static int line(Node node) {
        return node.getStartMark().map(YamlReader::line).orElse(0);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    /** Where a character stands first that may stand nowhere. */
    private static int line(String text, int character) {
        return (int) text.substring(0, text.indexOf(character) + 1).lines().count();
    }
}
