package dev.symbolon.server.manifest;

import dev.symbolon.server.configuration.Problem;
import dev.symbolon.server.configuration.Problems;
import dev.symbolon.server.manifest.Change.Kind;
import dev.symbolon.server.storage.Declarations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a manifest would change in a database.
 *
 * @param declarations that make the changes, all together or not at all
 * @param warnings about what is declared, whether or not it changes anything
 */
public record Difference(List<Change> changes, Declarations declarations, Untouched untouched, List<Problem> warnings) {

    /** How many things the database has that the manifest does not name, and that are left alone. */
    public record Untouched(long clients, long apis, long users) {

        @Override
        public String toString() {
            return Stream.of(counted(clients, "client"), counted(apis, "API"), counted(users, "user"))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        private static String counted(long count, String noun) {
            return count == 0 ? "" : count + " " + noun + (count == 1 ? "" : "s");
        }
    }

    public Difference {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The changes, one a line, and what is left alone. */
    public String describe() {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> lines.addAll(change.lines()));
        lines.add(isEmpty() ? "nothing to change" : summary());
        if (!untouched.toString().isEmpty()) {
            lines.add("not named here, and left alone: " + untouched);
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** The warnings with their lines. */
    public String describeWarnings() {
        return Problems.describe(warnings, "warning");
    }

    private String summary() {
        return Arrays.stream(Kind.values())
                .filter(kind -> count(kind) > 0)
                .map(kind -> count(kind) + " to " + kind.verb())
                .collect(Collectors.joining(", "));
    }

    private long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
