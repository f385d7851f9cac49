package dev.symbolon.protocol;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A set of permissions (RFC 6749 §3.3): at most 100 values of at most 256 characters. Order means nothing, and is kept.
 */
public record Scope(Set<String> values) {

    public static final String OPENID = "openid";
    public static final String OFFLINE_ACCESS = "offline_access";

    private static final int MOST_VALUES = 100;
    private static final int MOST_CHARACTERS = 256;
    private static final Scope EMPTY = new Scope(Set.of());

    public Scope {
        values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    public static Scope empty() {
        return EMPTY;
    }

    public static Scope of(String... values) {
        return of(java.util.List.of(values));
    }

    public static Scope of(Collection<String> values) {
        return new Scope(new LinkedHashSet<>(values));
    }

    /**
     * Reads the space-delimited {@code scope} parameter.
     *
     * @throws OAuthException {@code invalid_scope} if there are too many values, or one is too long or malformed
     */
    public static Scope parse(String text) {
        if (text.length() > MOST_VALUES * MOST_CHARACTERS) {
            throw invalid("scope is too long");
        }
        LinkedHashSet<String> values = new LinkedHashSet<>();
        for (String value : text.split(" ")) {
            if (!value.isEmpty()) {
                values.add(checked(value));
            }
        }
        if (values.size() > MOST_VALUES) {
            throw invalid("scope has more than " + MOST_VALUES + " values");
        }
        return new Scope(values);
    }

    private static String checked(String value) {
        if (value.length() > MOST_CHARACTERS || !Characters.SCOPE.makeUp(value)) {
            throw invalid(
                    "a scope value is longer than " + MOST_CHARACTERS + " characters or has one that is not allowed");
        }
        return value;
    }

    private static OAuthException invalid(String detail) {
        return new OAuthException(ErrorCode.INVALID_SCOPE, detail);
    }

    public boolean contains(String value) {
        return values.contains(value);
    }

    /** Whether every value of the other is in this one. */
    public boolean covers(Scope other) {
        return values.containsAll(other.values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public Scope plus(Scope other) {
        if (covers(other)) {
            return this;
        }
        LinkedHashSet<String> sum = new LinkedHashSet<>(values);
        sum.addAll(other.values);
        return new Scope(sum);
    }

    public Scope minus(Scope other) {
        return filter(value -> !other.contains(value));
    }

    public Scope intersect(Scope other) {
        return filter(other::contains);
    }

    public Scope filter(Predicate<String> keep) {
        LinkedHashSet<String> kept = new LinkedHashSet<>(values);
        return kept.removeIf(keep.negate()) ? new Scope(kept) : this;
    }

    /** The {@code scope} parameter. */
    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
