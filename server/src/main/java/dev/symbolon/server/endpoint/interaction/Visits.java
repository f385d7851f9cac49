package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.authorization.Interactions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Reference;
import dev.symbolon.server.page.ErrorPage;
import dev.symbolon.server.session.BrowserCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Receives whoever comes to a page: opens the interaction, and sees to it that it is this browser's own and not too old. */
public final class Visits {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Issuer issuer;
    private final Interactions interactions;
    private final Clients clients;
    private final Surroundings surroundings;

    public Visits(Issuer issuer, Interactions interactions, Clients clients, Surroundings surroundings) {
        this.issuer = issuer;
        this.interactions = interactions;
        this.clients = clients;
        this.surroundings = surroundings;
    }

    Visit receive(HttpRequest request) {
        Optional<Interaction> interaction =
                request.parameters().one("interaction").flatMap(interactions::open);
        Optional<Client> client =
                interaction.flatMap(present -> clients.find(present.request().client()));
        if (interaction.isEmpty() || client.isEmpty()) {
            return new Visit.Lost();
        }
        BrowserCookie.Browser browser = surroundings.browsers().recognise(request);
        Instant now = surroundings.now();
        boolean own = interaction.get().browser().equals(browser.name());
        boolean young = interaction.get().requestedAt().plus(LIFETIME).isAfter(now);
        Optional<String> start = client.get().presentation().startFrom(issuer);
        if (!young && !request.isPost() && start.isPresent()) {
            return new Visit.Over(start.get());
        }
        return own && young
                ? current(request, interaction.get(), client.get())
                : new Visit.Stale(
                        current(request, interaction.get().renewed(now, browser.name()), client.get()), browser);
    }

    private Visit.Current current(HttpRequest request, Interaction interaction, Client client) {
        Screens screens = surroundings.screens();
        return new Visit.Current(
                interaction,
                client,
                screens.application(
                        client,
                        interaction.request().redirectUri(),
                        screens.languages(
                                request, interaction.request().demands().uiLocales())),
                surroundings.sessions().read(request));
    }

    HttpResponse lost(HttpRequest request) {
        String reference = Reference.random(surroundings.random());
        surroundings
                .audit()
                .record(new AuditEvent.Refused(
                        request.path(),
                        Optional.empty(),
                        ErrorCode.INVALID_REQUEST,
                        "the interaction is missing or cannot be opened",
                        reference));
        return surroundings
                .screens()
                .show(
                        request,
                        List.of(),
                        new ErrorPage(ErrorPage.Kind.EXPIRED, "", Optional.empty(), Optional.empty(), reference));
    }
}
