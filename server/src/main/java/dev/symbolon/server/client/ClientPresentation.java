package dev.symbolon.server.client;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import java.net.URI;
import java.util.Optional;

/**
 * How people see an application.
 *
 * @param home where a person goes back to the application ({@code client_uri})
 * @param initiateLogin where somebody else can begin a sign-in for it (OIDC Core §4, {@code initiate_login_uri})
 * @param firstParty whether it belongs to whoever runs the provider, so that consent may be skipped; never skipped for
 *     loopback or custom-scheme redirect URIs, which anybody can answer
 */
public record ClientPresentation(
        LocalizedText name, Optional<URI> home, Optional<URI> initiateLogin, boolean firstParty) {

    /** An application that begins its sign-ins itself. */
    public ClientPresentation(LocalizedText name, Optional<URI> home, boolean firstParty) {
        this(name, home, Optional.empty(), firstParty);
    }

    /** The address at which the provider begins a sign-in for the application. */
    public Optional<String> startFrom(Issuer issuer) {
        Parameters parameters = Parameters.none().with("iss", issuer.value());
        return initiateLogin.map(uri -> parameters.addedTo(uri.toString()));
    }
}
