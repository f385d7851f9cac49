package dev.symbolon.server;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.account.ConsentsEndpoint;
import dev.symbolon.server.endpoint.account.HomeEndpoint;
import dev.symbolon.server.endpoint.account.OwnLoginEndpoint;
import dev.symbolon.server.endpoint.authorization.AuthorizationEndpoint;
import dev.symbolon.server.endpoint.discovery.DiscoveryEndpoint;
import dev.symbolon.server.endpoint.discovery.JwksEndpoint;
import dev.symbolon.server.endpoint.health.LivenessEndpoint;
import dev.symbolon.server.endpoint.health.ReadinessEndpoint;
import dev.symbolon.server.endpoint.interaction.ConsentEndpoint;
import dev.symbolon.server.endpoint.interaction.Continuation;
import dev.symbolon.server.endpoint.interaction.LoginEndpoint;
import dev.symbolon.server.endpoint.interaction.Questions;
import dev.symbolon.server.endpoint.interaction.SelectAccountEndpoint;
import dev.symbolon.server.endpoint.interaction.Visits;
import dev.symbolon.server.endpoint.logout.FrontChannelLogout;
import dev.symbolon.server.endpoint.logout.LogoutEndpoint;
import dev.symbolon.server.endpoint.token.TokenEndpoint;
import dev.symbolon.server.endpoint.userinfo.UserinfoEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Route;
import dev.symbolon.server.key.SigningKeys;
import dev.symbolon.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where every endpoint is found, and which ones there are. */
final class Routes {

    private final Workings parts;
    private final List<Offer> offers;

    /** @param offers what may be switched off, and is not */
    Routes(Workings parts, List<Offer> offers) {
        this.parts = parts;
        this.offers = List.copyOf(offers);
    }

    /** @param leaving whether the provider is about to stop, so that it says that it is not ready */
    List<Route> all(BooleanSupplier leaving) {
        List<Route> routes = new ArrayList<>(forPrograms());
        offers.forEach(offer -> routes.addAll(offer.routes()));
        routes.addAll(forPeople());
        routes.add(route("/health/live", new LivenessEndpoint(), "GET").in(Lane.FREE));
        routes.add(route("/health/ready", new ReadinessEndpoint(parts.storage::isReady, leaving), "GET")
                .in(Lane.FREE));
        return routes;
    }

    private List<Route> forPrograms() {
        DiscoveryEndpoint discovery = new DiscoveryEndpoint(
                parts.issuer, parts.served(), SigningKeys.SUPPORTED, offers, parts.mtls, this::declared);
        TokenEndpoint token =
                new TokenEndpoint(parts.clientAuthenticator, parts.possession, parts.grants, parts.protections);
        UserinfoEndpoint userinfo = new UserinfoEndpoint(
                parts.accessTokenVerifier, parts.possession, parts.clients, parts.userinfoAnswers, parts.audit);
        return List.of(
                route("/.well-known/openid-configuration", discovery, "GET").sharedWithAnyOrigin(true),
                Route.of("/.well-known/oauth-authorization-server" + parts.issuer.path(), discovery, "GET")
                        .sharedWithAnyOrigin(true),
                route("/.well-known/jwks.json", new JwksEndpoint(parts.keys.signingKeys(), this::requestKeys), "GET")
                        .sharedWithAnyOrigin(true)
                        .in(Lane.FINISHING),
                route("/oauth/token", parts.refusals.asJson(token, parts.clientAuthenticator::sender), "POST")
                        .sharedWithAnyOrigin(true)
                        .in(Lane.FINISHING),
                route("/userinfo", parts.refusals.asChallenge(userinfo), "GET", "POST")
                        .sharedWithAnyOrigin(true)
                        .in(Lane.FINISHING));
    }

    /** What can be asked for in detail, as the APIs say it (RFC 9396 §10). */
    private JsonObject declared() {
        List<String> types = isOn(Feature.RICH_AUTHORIZATION_REQUESTS)
                ? parts.storage.apis().all().stream()
                        .flatMap(api -> api.detailTypes().stream())
                        .map(DetailType::name)
                        .sorted()
                        .toList()
                : List.of();
        return types.isEmpty()
                ? JsonObject.empty()
                : JsonObject.empty().with("authorization_details_types_supported", types);
    }

    private List<Route> forPeople() {
        PermissionGroups groups = new PermissionGroups(parts.storage.apis());
        LogoutEndpoint logout = new LogoutEndpoint(
                parts.issuer,
                new LogoutEndpoint.Stores(parts.clients, parts.storage.users()),
                parts.idTokens,
                parts.subjects,
                new FrontChannelLogout(parts.issuer, parts.clients, parts.subjects, isOn(Feature.FRONTCHANNEL_LOGOUT)),
                parts.keys.seal(),
                parts.surroundings);
        ConsentsEndpoint consents = new ConsentsEndpoint(
                parts.issuer,
                new ConsentsEndpoint.Stores(parts.clients, parts.storage.users(), parts.storage.consents()),
                groups,
                parts.ownPages,
                parts.keys.seal(),
                parts.surroundings);
        List<Route> routes = new ArrayList<>(signIn(groups));
        routes.add(route("/oidc/logout", isOn(Feature.RP_INITIATED_LOGOUT) ? logout : logout::ownWish, "GET", "POST"));
        routes.add(route("/oidc/logout/confirm", logout::confirm, "POST"));
        if (isOn(Feature.RP_INITIATED_LOGOUT)) {
            routes.add(route("/v2/logout", logout::auth0, "GET"));
        }
        routes.add(route("/account/consents", consents, "GET", "POST"));
        OwnLoginEndpoint ownLogin = new OwnLoginEndpoint(parts.ownPages, parts.loginForm, parts.surroundings);
        routes.add(route("/account/login", ownLogin, "GET", "POST").in(Lane.SIGNING_IN));
        HomeEndpoint home = new HomeEndpoint(
                parts.issuer, parts.storage.users(), isOn(Feature.BACKCHANNEL_AUTHENTICATION), parts.surroundings);
        routes.add(route("/", home, "GET"));
        if (!parts.issuer.path().isEmpty()) {
            routes.add(route("", home, "GET"));
        }
        routes.addAll(parts.pages.assets());
        return routes;
    }

    private List<Route> signIn(PermissionGroups groups) {
        AuthorizationEndpoint authorization = new AuthorizationEndpoint(
                parts.issuer,
                new AuthorizationEndpoint.Parts(
                        parts.clients,
                        parts.requests,
                        parts.flow,
                        parts.interactions,
                        parts.submissions,
                        parts.codes,
                        parts.accessTokens,
                        parts.idTokens),
                parts.responseModes,
                parts.surroundings);
        Continuation continuation = continuation(authorization);
        Visits visits = new Visits(parts.issuer, parts.interactions, parts.clients, parts.surroundings);
        Questions questions = new Questions(parts.interactions);
        LoginEndpoint login = new LoginEndpoint(
                visits, parts.flow, continuation, parts.interactions, parts.loginForm, parts.surroundings);
        ConsentEndpoint consent = new ConsentEndpoint(
                visits,
                questions,
                parts.flow,
                continuation,
                new ConsentEndpoint.Stores(parts.storage.consents(), parts.storage.users()),
                groups,
                parts.surroundings);
        SelectAccountEndpoint selectAccount = new SelectAccountEndpoint(
                visits,
                questions,
                parts.flow,
                continuation,
                new SelectAccountEndpoint.Stores(parts.storage.sessions(), parts.storage.users()),
                parts.surroundings);
        return List.of(
                route("/authorize", authorization, "GET", "POST"),
                route("/login", login, "GET", "POST").in(Lane.SIGNING_IN),
                route("/consent", consent, "GET", "POST").in(Lane.FINISHING),
                route("/account/select", selectAccount, "GET", "POST").in(Lane.FINISHING));
    }

    private static Continuation continuation(AuthorizationEndpoint authorization) {
        return new Continuation() {

            @Override
            public HttpResponse advance(HttpRequest request, Interaction interaction, Optional<Session> session) {
                return authorization.advance(request, interaction, session);
            }

            @Override
            public HttpResponse refuse(HttpRequest request, Interaction interaction, OAuthException refusal) {
                return authorization.refuse(request, interaction, refusal);
            }
        };
    }

    private List<JsonObject> requestKeys() {
        return isOn(Feature.REQUEST_ENCRYPTION) ? parts.keys.requestKeys().published() : List.of();
    }

    private boolean isOn(Feature feature) {
        return offers.stream().anyMatch(offer -> offer.feature() == feature);
    }

    private Route route(String path, Endpoint endpoint, String... methods) {
        return Route.of(parts.issuer.path() + path, endpoint, methods);
    }
}
