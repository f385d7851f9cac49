package dev.symbolon.server.http.fetch;

import java.util.Set;
import java.util.TreeSet;

/**
 * What must come from an address to be taken.
 *
 * @param purpose why it is asked for, for those who watch: one of a fixed few, for instance {@code keys}
 * @param what it is, for messages, for instance {@code a key set}
 * @param contentTypes media types in lower case, one of which it must have
 * @param redirected whether it may be elsewhere, where the address redirects to
 */
public record Expectation(String purpose, String what, Set<String> contentTypes, boolean redirected) {

    public static final Expectation KEY_SET =
            new Expectation("keys", "a key set", Set.of("application/json", "application/jwk-set+json"));

    /** Whoever could redirect from a host would speak for all of its sector. */
    public static final Expectation SECTOR_IDENTIFIER =
            withoutRedirects("sector_identifier", "a JSON document", Set.of("application/json"));

    /** What may be elsewhere too. */
    public Expectation(String purpose, String what, Set<String> contentTypes) {
        this(purpose, what, contentTypes, true);
    }

    public static Expectation withoutRedirects(String purpose, String what, Set<String> contentTypes) {
        return new Expectation(purpose, what, contentTypes, false);
    }

    public Expectation {
        contentTypes = Set.copyOf(contentTypes);
    }

    /** The media types as the header field {@code Accept} lists them. */
    String accept() {
        return String.join(", ", new TreeSet<>(contentTypes));
    }
}
