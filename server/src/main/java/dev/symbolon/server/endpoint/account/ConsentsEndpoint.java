package dev.symbolon.server.endpoint.account;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.OwnPages;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.page.ConsentPage.Group;
import dev.symbolon.server.page.ConsentsPage;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.user.Users;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /account/consents}: shows what a person has allowed, and takes it back. */
public final class ConsentsEndpoint implements Endpoint {

    private static final String PATH = "/account/consents";
    private static final int MOST_SHOWN = 50;

    /** What it reads and writes. */
    public record Stores(Clients clients, Users users, Consents consents) {}

    private final Issuer issuer;
    private final Stores stores;
    private final PermissionGroups groups;
    private final OwnPages ownPages;
    private final Seal seal;
    private final Surroundings surroundings;

    public ConsentsEndpoint(
            Issuer issuer,
            Stores stores,
            PermissionGroups groups,
            OwnPages ownPages,
            Seal seal,
            Surroundings surroundings) {
        this.issuer = issuer;
        this.stores = stores;
        this.groups = groups;
        this.ownPages = ownPages;
        this.seal = seal;
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<Session> session = surroundings.sessions().read(request);
        if (session.isEmpty()) {
            return ownPages.signInFor(request, PATH);
        }
        return request.isPost() ? withdraw(request, session.get()) : show(request, session.get());
    }

    /** What there was of the part may have been withdrawn meanwhile. */
    private HttpResponse show(HttpRequest request, Session session) {
        String after = request.parameters().one("after").orElse("");
        List<Consent> found = stores.consents().following(session.subject(), after, MOST_SHOWN + 1);
        if (found.isEmpty() && !after.isEmpty()) {
            return HttpResponse.redirect(ownPages.address(PATH));
        }
        List<Consent> shown = found.subList(0, Math.min(found.size(), MOST_SHOWN));
        Optional<String> next = found.size() > MOST_SHOWN
                ? Optional.of(part(shown.getLast().client().value()))
                : Optional.empty();
        String account = stores.users()
                .find(session.subject())
                .map(user -> user.username().value())
                .orElse("");
        return surroundings
                .screens()
                .show(request, List.of(), new ConsentsPage(account, entries(request, session, shown), after, next));
    }

    private static String part(String after) {
        return after.isEmpty() ? PATH : Parameters.none().with("after", after).addedTo(PATH);
    }

    private List<ConsentsPage.Entry> entries(HttpRequest request, Session session, List<Consent> shown) {
        List<Locale> languages = surroundings.screens().languages(request, List.of());
        List<ClientId> ids = shown.stream().map(Consent::client).toList();
        Map<ClientId, Client> clients =
                stores.clients().atHand(ids).stream().collect(Collectors.toMap(Client::id, Function.identity()));
        return shown.stream()
                .map(consent -> entry(session, consent, Optional.ofNullable(clients.get(consent.client())), languages))
                .toList();
    }

    private ConsentsPage.Entry entry(
            Session session, Consent consent, Optional<Client> client, List<Locale> languages) {
        LocalDate since = LocalDate.ofInstant(consent.decidedAt(), ZoneOffset.UTC);
        String sealed = seal.seal(Seal.Purpose.CONSENT, session.id() + " " + consent.client());
        Optional<String> address = client.map(Client::presentation)
                .flatMap(shown ->
                        shown.startFrom(issuer).or(() -> shown.pages().home().map(home -> home.in(languages))));
        return new ConsentsPage.Entry(
                name(client, consent, languages), address, since, sealed, granted(consent, languages));
    }

    /** The consents of a client that is taken away go with it; one whose document cannot be had is only away. */
    private static String name(Optional<Client> client, Consent consent, List<Locale> languages) {
        return client.map(known -> known.presentation().name().in(languages))
                .orElse(consent.client().value());
    }

    private List<Group> granted(Consent consent, List<Locale> languages) {
        List<Group> granted = new ArrayList<>(
                groups.of(new Permissions(consent.identity().granted(), Optional.empty(), Scope.empty()), languages));
        Set<Audience> audiences = new LinkedHashSet<>(consent.apis().keySet());
        audiences.addAll(consent.details().keySet());
        for (Audience audience : audiences) {
            Consent.Answers answers = consent.apis().getOrDefault(audience, Consent.Answers.NONE);
            Permissions ofApi =
                    new Permissions(Scope.empty(), Optional.of(audience), answers.granted()).with(consent.details());
            granted.addAll(groups.of(ofApi, languages));
        }
        return granted;
    }

    /** Only a form that was shown to this very session counts: its value is sealed for it. */
    private HttpResponse withdraw(HttpRequest request, Session session) {
        String own = session.id() + " ";
        request.parameters()
                .one("consent")
                .flatMap(text -> seal.open(Seal.Purpose.CONSENT, text))
                .filter(text -> text.startsWith(own))
                .map(text -> new ClientId(text.substring(own.length())))
                .ifPresent(client -> {
                    stores.consents().withdraw(session.subject(), client, surroundings.now());
                    surroundings.audit().record(new AuditEvent.ConsentWithdrawn(session.subject(), client));
                });
        return HttpResponse.redirect(
                ownPages.address(part(request.parameters().one("after").orElse(""))));
    }
}
