package dev.symbolon.server.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Shows a person what they have allowed which application, a part of the list at a time. Each entry's form posts {@code consent} (sealed) and
 * {@code after} to {@code /account/consents}, which withdraws it.
 *
 * @param after behind what the part begins; empty for the first one
 * @param next the path of the next part, if there is one
 */
public record ConsentsPage(String account, List<Entry> entries, String after, Optional<String> next) implements Page {

    /**
     * One application.
     *
     * @param address where the person finds it, if that is known
     * @param since the day on which the latest answer was given
     * @param consent names the consent, sealed
     */
    public record Entry(
            String application,
            Optional<String> address,
            LocalDate since,
            String consent,
            List<ConsentPage.Group> groups) {}
}
