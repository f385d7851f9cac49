package dev.symbolon.server.manifest;

import java.util.List;
import java.util.Locale;

/**
 * Something that will be other than it is.
 *
 * @param noun what kind of thing it is: {@code client}, {@code api}, {@code user}
 * @param details what is new about something that there is already; no secret is among them
 */
public record Change(Kind kind, String noun, String name, List<String> details) {

    /** What is to be done. */
    public enum Kind {
        ADD("+"),
        CHANGE("~"),
        REMOVE("-");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Change {
        details = List.copyOf(details);
    }

    static Change add(String noun, Object name) {
        return new Change(Kind.ADD, noun, name.toString(), List.of());
    }

    static Change remove(String noun, Object name) {
        return new Change(Kind.REMOVE, noun, name.toString(), List.of());
    }

    /** One line, or one for each detail. */
    List<String> lines() {
        String line = kind.sign + " " + noun + " " + name;
        return details.isEmpty()
                ? List.of(line)
                : details.stream().map(detail -> line + "  " + detail).toList();
    }
}
