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

        record AboutYou(List<Item> items) implements Group {}

        record OfApi(String name, List<Item> items) implements Group {}
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
