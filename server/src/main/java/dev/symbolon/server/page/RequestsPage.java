package dev.symbolon.server.page;

import java.util.List;
import java.util.Optional;

/**
 * Shows a person which applications wait for them to decide. Each entry's form posts {@code request} (sealed), {@code leave_out} for every
 * permission that the person leaves out, and {@code decision}: {@code allow} or {@code deny}, to {@code /account/requests}.
 *
 * @param account who is signed in, as the person knows it
 * @param decided what the person has just said, if they have
 */
public record RequestsPage(String account, Optional<Decided> decided, List<Entry> entries) implements Page {

    /** Whether there is anything that the person may have allowed, or may now. */
    public boolean mayBeWithdrawn() {
        return !entries.isEmpty() || decided.filter(Decided::allowed).isPresent();
    }

    /** @param allowed whether the application may; if not, it got nothing */
    public record Decided(String application, boolean allowed) {}

    /**
     * One application.
     *
     * @param message which the person compares with what the application shows
     * @param groups what is asked for: first about the person, then API by API
     */
    public record Entry(String application, Optional<String> message, String request, List<ConsentPage.Group> groups) {}
}
