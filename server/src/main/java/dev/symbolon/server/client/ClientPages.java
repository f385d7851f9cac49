package dev.symbolon.server.client;

import dev.symbolon.protocol.LocalizedText;
import java.net.URI;
import java.util.Optional;

/**
 * The addresses of an application's own pages, each perhaps in several languages (OIDC Registration §2, §2.1).
 *
 * @param home where a person goes back to the application ({@code client_uri})
 * @param logo a picture that stands for it ({@code logo_uri})
 * @param policy what it does with data about people ({@code policy_uri})
 * @param terms on which terms it may be used ({@code tos_uri})
 */
public record ClientPages(
        Optional<LocalizedText> home,
        Optional<LocalizedText> logo,
        Optional<LocalizedText> policy,
        Optional<LocalizedText> terms) {

    /** The home page alone, in all languages, if there is one. */
    public static ClientPages home(Optional<URI> home) {
        return new ClientPages(
                home.map(URI::toString).map(LocalizedText::of), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
