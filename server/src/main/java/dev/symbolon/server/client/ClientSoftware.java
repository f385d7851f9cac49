package dev.symbolon.server.client;

import java.util.List;
import java.util.Optional;

/**
 * Which program an application is, and who answers for it (RFC 7591 §2): for the operator alone, no person sees it.
 *
 * @param id the same for all installations of the program ({@code software_id})
 * @param version {@code software_version}
 * @param contacts usually e-mail addresses
 * @param statement what somebody else has signed about it, as it came ({@code software_statement})
 */
public record ClientSoftware(
        Optional<String> id, Optional<String> version, List<String> contacts, Optional<String> statement) {

    public static final ClientSoftware UNKNOWN =
            new ClientSoftware(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public ClientSoftware {
        contacts = List.copyOf(contacts);
    }
}
