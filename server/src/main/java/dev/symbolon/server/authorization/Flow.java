package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Subject;
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
    private final RemainingPermissions remaining;
    private final Subjects subjects;
    private final FlowPolicy policy = new FlowPolicy();

    public Flow(
            Clients clients,
            Consents consents,
            RemainingPermissions remaining,
            Subjects subjects,
            InstantSource clock) {
        this.clients = clients;
        this.consents = consents;
        this.remaining = remaining;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** What the interaction needs next; permissions that the client has lost since it began are no longer part of it. */
    public NextStep next(Interaction interaction, Optional<Session> session) {
        AuthorizationRequest request = interaction.request();
        Optional<Client> client = clients.find(request.client());
        Permissions permissions = client.map(present -> remaining.of(present, request.permissions()))
                .orElse(request.permissions());
        Optional<Consent> consent = session.flatMap(present -> consents.find(present.subject(), request.client()));
        boolean skipped =
                client.filter(present -> skipsConsent(present, request)).isPresent();
        Interaction current =
                new Interaction(request.with(permissions), interaction.requestedAt(), interaction.browser());
        Optional<Subject> known = session.map(Session::subject)
                .map(subject ->
                        client.map(present -> subjects.of(present, subject)).orElse(subject));
        return policy.next(new Facts(current, session, known, consent, skipped, clock.instant()));
    }

    /** First parties need not ask; but who answers at a loopback or custom-scheme address is never certain (RFC 8252 §8.6). */
    private static boolean skipsConsent(Client client, AuthorizationRequest request) {
        return client.presentation().firstParty()
                && !request.redirectUri().isLoopback()
                && !request.redirectUri().isCustomScheme();
    }
}
