package dev.symbolon.server.client;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Parameters;
import java.net.URI;
import java.util.Optional;

/**
 * How people see an application.
 *
 * @param initiateLogin where somebody else can begin a sign-in for it (OIDC Core §4, {@code initiate_login_uri})
 * @param firstParty whether it belongs to whoever runs the provider, so that consent may be skipped; never skipped for
 *     loopback or custom-scheme redirect URIs, which anybody can answer
 * @param document from where all this is if nobody has registered it
 */
public record ClientPresentation(
        LocalizedText name,
        Optional<URI> initiateLogin,
        boolean firstParty,
        ClientPages pages,
        ClientSoftware software,
        Optional<URI> document) {

    /** One of an application that somebody has registered. */
    public ClientPresentation(
            LocalizedText name,
            Optional<URI> initiateLogin,
            boolean firstParty,
            ClientPages pages,
            ClientSoftware software) {
        this(name, initiateLogin, firstParty, pages, software, Optional.empty());
    }

    /** One that has no pages but perhaps a home. */
    public ClientPresentation(LocalizedText name, Optional<URI> home, Optional<URI> initiateLogin, boolean firstParty) {
        this(name, initiateLogin, firstParty, ClientPages.home(home), ClientSoftware.UNKNOWN);
    }

    /** An application that begins its sign-ins itself. */
    public ClientPresentation(LocalizedText name, Optional<URI> home, boolean firstParty) {
        this(name, home, Optional.empty(), firstParty);
    }

    /** The same of an application that nobody has registered. */
    public ClientPresentation describedAt(URI address) {
        return new ClientPresentation(name, initiateLogin, firstParty, pages, software, Optional.of(address));
    }

    /** The address at which the provider begins a sign-in for the application. */
    public Optional<String> startFrom(Issuer issuer) {
        Parameters parameters = Parameters.none().with("iss", issuer.value());
        return initiateLogin.map(uri -> parameters.addedTo(uri.toString()));
    }
}
