package dev.symbolon.server.page;

import java.util.List;

/**
 * Shows a person what they have allowed which application. Each entry's form posts {@code consent} (sealed) to
 * {@code /account/consents}, which withdraws it.
 */
public record ConsentsPage(String account, List<Entry> entries) implements Page {

    /**
     * One application.
     *
     * @param since when the latest answer was given, as a date for people
     * @param consent names the consent, sealed
     */
    public record Entry(String application, String since, String consent, List<ConsentPage.Group> groups) {}
}
