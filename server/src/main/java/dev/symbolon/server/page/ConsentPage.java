package dev.symbolon.server.page;

import java.util.List;

/**
 * Asks what the application may do. Its form posts {@code interaction}, {@code leave_out} for every permission that the person
 * leaves out, and {@code decision}: {@code allow} or {@code deny}, to {@code /consent}.
 *
 * @param account who is signed in, as the person knows it
 * @param groups what is asked for: first about the person, then API by API
 */
public record ConsentPage(Application application, String interaction, String account, List<Group> groups)
        implements Page {

    /** The permissions of one API, or those about the person. */
    public sealed interface Group {

        List<Item> items();

        /** What is asked for in more detail. */
        default List<Detail> details() {
            return List.of();
        }

        record AboutYou(List<Item> items) implements Group {}

        record OfApi(String name, List<Item> items, List<Detail> details) implements Group {}
    }

    /**
     * Something that is asked for in detail, which cannot be left out by itself.
     *
     * @param title what it is, in plain words
     */
    public record Detail(String title, List<Line> lines) {}

    /**
     * A part of a detail.
     *
     * @param member how it is called on the wire
     * @param title what it is, in plain words; empty for what every detail may have, whose words the page has itself
     */
    public record Line(String member, String title, Value value) {}

    /** What a line says. */
    public sealed interface Value {

        record Texts(List<String> texts) implements Value {}

        record Truth(boolean truth) implements Value {}

        record Parts(List<Line> lines) implements Value {}
    }

    /**
     * One permission.
     *
     * @param value the scope value, or a claim as {@code claim:email} or {@code id_token:email}
     * @param text what it allows, in plain words; empty for what is about the person, whose words the page has itself
     * @param optional whether it can be left out
     */
    public record Item(String value, String text, boolean optional) {}
}
