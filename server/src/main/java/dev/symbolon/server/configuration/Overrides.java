package dev.symbolon.server.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Sets in a file's mapping what the environment and the flags set, as if it stood there. */
final class Overrides {

    private final Path folder;
    private final Problems problems;
    private final Map<String, YamlNode.Entry> root;

    Overrides(YamlNode.Mapping file, Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
        this.root = new LinkedHashMap<>(file.entries());
    }

    YamlNode.Mapping mapping(Place place) {
        return new YamlNode.Mapping(place, root);
    }

    /**
     * Takes the variables that begin with {@code SYMBOLON_}. One that is none of ours but nearly so is a problem; others may
     * belong to somebody else. An empty one counts as not set.
     */
    Overrides environment(Map<String, String> variables) {
        Map<String, Setting> known = known(Setting::variable);
        new TreeMap<>(variables).forEach((name, value) -> {
            Place place = new Place("the environment", folder, 0, name);
            Setting setting = known.get(name);
            if (setting != null && !value.isEmpty()) {
                set(setting, place, value);
            } else if (setting == null && isMisspelled(name)) {
                problems.add(place, name, unknown("variable", name, known));
            }
        });
        return this;
    }

    private static boolean isMisspelled(String name) {
        return name.startsWith("SYMBOLON_")
                && Setting.ALL.stream()
                        .anyMatch(setting -> Spelling.distance(name, setting.variable()) <= 2
                                || !setting.section().isEmpty() && name.startsWith(sectionPrefix(setting)));
    }

    private static String sectionPrefix(Setting setting) {
        return setting.variable()
                .substring(0, "SYMBOLON_".length() + setting.section().length() + 1);
    }

    /** Takes flags of the form {@code --key=value}. Secrets are refused: everybody on a machine can read its command lines. */
    Overrides flags(List<String> flags) {
        Map<String, Setting> known = known(Setting::flag);
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            Place place = new Place("the flags", folder, 0, name);
            Setting setting = known.get(name);
            if (setting == null) {
                problems.add(place, name, unknown("flag", name, known));
            } else if (setting.form() == Setting.Form.SECRET) {
                problems.add(
                        place,
                        name,
                        "must not be a flag, which all users of the machine can read; use " + name + "-file or "
                                + setting.variable());
            } else if (equals < 0) {
                problems.add(place, name, "has no value; write " + name + "=…");
            } else {
                set(setting, place, flag.substring(equals + 1));
            }
        }
        return this;
    }

    private static Map<String, Setting> known(Function<Setting, String> name) {
        Map<String, Setting> known = new LinkedHashMap<>();
        Setting.ALL.forEach(setting -> known.put(name.apply(setting), setting));
        return known;
    }

    private static String unknown(String noun, String name, Map<String, Setting> known) {
        return "unknown " + noun
                + Spelling.nearest(name, known.keySet())
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("; docs/configuration.md lists all");
    }

    private void set(Setting setting, Place place, String value) {
        setting.rivals().forEach(this::remove);
        YamlNode node = setting.form() == Setting.Form.LIST ? list(place, value) : scalar(place, value);
        YamlNode.Entry entry = new YamlNode.Entry(place, node);
        if (setting.section().isEmpty()) {
            root.put(setting.name(), entry);
            return;
        }
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(entries(setting.section()));
        entries.put(setting.name(), entry);
        putSection(setting.section(), entries, place);
    }

    private void remove(String key) {
        String section = key.substring(0, key.indexOf('.'));
        if (root.containsKey(section)) {
            Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(entries(section));
            YamlNode.Entry gone = entries.remove(key.substring(section.length() + 1));
            if (gone != null) {
                putSection(section, entries, gone.place());
            }
        }
    }

    private Map<String, YamlNode.Entry> entries(String section) {
        return Optional.ofNullable(root.get(section))
                .map(YamlNode.Entry::value)
                .filter(YamlNode.Mapping.class::isInstance)
                .map(value -> ((YamlNode.Mapping) value).entries())
                .orElse(Map.of());
    }

    private void putSection(String section, Map<String, YamlNode.Entry> entries, Place fallback) {
        Place place = Optional.ofNullable(root.get(section))
                .map(YamlNode.Entry::place)
                .orElse(fallback);
        root.put(section, new YamlNode.Entry(place, new YamlNode.Mapping(place, entries)));
    }

    private static YamlNode list(Place place, String value) {
        return new YamlNode.Sequence(
                place,
                Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .map(element -> scalar(place, element))
                        .toList());
    }

    private static YamlNode scalar(Place place, String value) {
        return new YamlNode.Scalar(place, value, YamlNode.Kind.TEXT);
    }
}
