package dev.symbolon.server.authorization;

import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.session.Session;
import java.time.InstantSource;
import java.util.Optional;

/** Gathers the facts of an interaction and says what it needs next. */
public final class Flow {

    private final Clients clients;
    private final Consents consents;
    private final InstantSource clock;
    private final FlowPolicy policy = new FlowPolicy();

    public Flow(Clients clients, Consents consents, InstantSource clock) {
        this.clients = clients;
        this.consents = consents;
        this.clock = clock;
    }

    public NextStep next(Interaction interaction, Optional<Session> session) {
        AuthorizationRequest request = interaction.request();
        Optional<Consent> consent = session.flatMap(present -> consents.find(present.subject(), request.client()));
        boolean skipped = clients.find(request.client())
                .filter(client -> skipsConsent(client, request))
                .isPresent();
        return policy.next(new Facts(interaction, session, consent, skipped, clock.instant()));
    }

    /** First parties need not ask; but who answers at a loopback or custom-scheme address is never certain (RFC 8252 §8.6). */
    private static boolean skipsConsent(Client client, AuthorizationRequest request) {
        return client.presentation().firstParty()
                && !request.redirectUri().isLoopback()
                && !request.redirectUri().isCustomScheme();
    }
}
