package dev.symbolon.example.webapp.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Markup that can stand in a page: what was written here as it is, and everything else escaped. */
final class Html {

    static final Html NONE = new Html("");

    private static final String GAP = "{}";

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * Fills the gaps {@code {}} of a template in their order: with markup as it is, with nothing for an empty {@link Optional}, and
     * with everything else as text. Attributes must be quoted.
     */
    static Html of(String template, Object... values) {
        StringBuilder markup = new StringBuilder();
        Iterator<Object> gaps = Arrays.asList(values).iterator();
        int from = 0;
        for (int gap = template.indexOf(GAP); gap >= 0; gap = template.indexOf(GAP, from)) {
            markup.append(template, from, gap).append(filling(gaps.next()));
            from = gap + GAP.length();
        }
        return new Html(markup.append(template.substring(from)).toString());
    }

    private static String filling(Object value) {
        return switch (value) {
            case Html html -> html.markup;
            case Optional<?> optional -> optional.isPresent() ? filling(optional.get()) : "";
            default -> escaped(value.toString());
        };
    }

    /** One piece of markup for each, one after the other. */
    static <T> Html each(Collection<T> values, Function<T, Html> markup) {
        return new Html(values.stream().map(value -> markup.apply(value).markup).collect(Collectors.joining("\n")));
    }

    static Html join(Html... parts) {
        return each(Arrays.asList(parts), part -> part);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return markup;
    }
}
