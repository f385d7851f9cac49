package dev.symbolon.server;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.Flow;
import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.authorization.Interactions;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.claim.UserClaims;
import dev.symbolon.server.client.authentication.ClientAuthenticationMethods;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.endpoint.Offer;
import dev.symbolon.server.endpoint.PermissionGroups;
import dev.symbolon.server.endpoint.Refusals;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.endpoint.account.ConsentsEndpoint;
import dev.symbolon.server.endpoint.account.HomeEndpoint;
import dev.symbolon.server.endpoint.authorization.AuthorizationEndpoint;
import dev.symbolon.server.endpoint.authorization.mode.ResponseModes;
import dev.symbolon.server.endpoint.discovery.DiscoveryEndpoint;
import dev.symbolon.server.endpoint.discovery.JwksEndpoint;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.endpoint.health.LivenessEndpoint;
import dev.symbolon.server.endpoint.health.ReadinessEndpoint;
import dev.symbolon.server.endpoint.interaction.ConsentEndpoint;
import dev.symbolon.server.endpoint.interaction.Continuation;
import dev.symbolon.server.endpoint.interaction.LoginEndpoint;
import dev.symbolon.server.endpoint.interaction.Questions;
import dev.symbolon.server.endpoint.interaction.SelectAccountEndpoint;
import dev.symbolon.server.endpoint.interaction.Visits;
import dev.symbolon.server.endpoint.logout.LogoutEndpoint;
import dev.symbolon.server.endpoint.token.Grants;
import dev.symbolon.server.endpoint.token.TokenEndpoint;
import dev.symbolon.server.endpoint.userinfo.UserinfoEndpoint;
import dev.symbolon.server.http.Admission;
import dev.symbolon.server.http.Cookies;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Route;
import dev.symbolon.server.http.Router;
import dev.symbolon.server.http.SecurityHeaders;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.SigningKeys;
import dev.symbolon.server.page.Pages;
import dev.symbolon.server.session.BrowserCookie;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.Signatures;
import dev.symbolon.server.token.TokenIssuer;
import dev.symbolon.server.user.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Puts the provider together: every object of it is made here, by plain {@code new}. */
public final class OpenIdProvider {

    /** Enough that a commit to the disk is shared by many, and few enough that nobody waits long for a processor. */
    private static final int AT_ONCE = 64;

    private static final int SIGNING_IN_AT_ONCE = 64;

    private final Issuer issuer;
    private final Storage storage;
    private final KeyRing keys;
    private final SignIn signIn;
    private final Pages pages;
    private final Foundation.Machine machine;
    private final Observation observation;
    private final Surroundings surroundings;
    private final Refusals refusals;
    private final UserClaims userClaims;
    private final AccessTokens accessTokens;
    private final AccessTokenVerifier accessTokenVerifier;
    private final ClientAuthenticator clientAuthenticator;
    private final List<Offer> offers;
    private final IdTokens idTokens;
    private final AuthorizationCodes codes;
    private final Interactions interactions;
    private final Flow flow;
    private final Grants grants;
    private final ResponseModes responseModes;

    public OpenIdProvider(
            Issuer issuer,
            SessionCookie.Lifetimes sessionLifetimes,
            Features features,
            Foundation foundation,
            Foundation.Machine machine) {
        this.issuer = issuer;
        this.storage = foundation.storage();
        this.keys = foundation.keys();
        this.signIn = foundation.signIn();
        this.pages = foundation.pages();
        this.machine = machine;
        this.observation = foundation.observation();
        this.surroundings = surroundings(sessionLifetimes, foundation.audit());
        this.refusals = new Refusals(foundation.audit(), machine.random());
        this.userClaims = new UserClaims(storage.users());
        SigningKeys signingKeys = keys.signingKeys();
        Signatures signatures =
                new Signatures(signingKeys, observation.activities(Metric.SIGNATURES), machine.processors());
        observation.measure(meters -> measure(meters, signatures));
        this.accessTokens =
                new AccessTokens(issuer, storage.apis(), signatures, keys.seal(), machine.clock(), machine.random());
        this.accessTokenVerifier =
                new AccessTokenVerifier(issuer, storage.authorizations(), signingKeys, keys.seal(), machine.clock());
        this.idTokens = new IdTokens(issuer, userClaims, signingKeys, signatures, machine.clock());
        this.codes = new AuthorizationCodes(keys.seal(), machine.clock());
        this.interactions = new Interactions(keys.seal());
        RemainingPermissions remaining = new RemainingPermissions(storage.apis());
        this.flow = new Flow(storage.clients(), storage.consents(), remaining, machine.clock());
        this.clientAuthenticator = new ClientAuthenticator(storage.clients(), keys.secretDigests());
        RefreshTokens refreshTokens = new RefreshTokens(keys.seal());
        this.grants = grants(remaining, refreshTokens, foundation.audit());
        this.responseModes = new ResponseModes(surroundings.screens());
        Offers.Tokens tokens = new Offers.Tokens(accessTokenVerifier, refreshTokens, idTokens, remaining, signatures);
        this.offers = new Offers(
                        issuer, storage, tokens, clientAuthenticator, refusals, foundation.audit(), machine.clock())
                .all(features);
    }

    private void measure(Meters meters, Signatures signatures) {
        meters.level(Metric.SIGNATURES_WAITING, signatures::waiting);
        meters.level(Metric.SIGNING_KEYS, keys.signingKeys()::count);
        SigningKeys.ALGORITHMS.forEach(algorithm -> meters.level(
                Metric.SIGNING_KEY_AGE, () -> keys.signingKeys().age(algorithm).toSeconds(), algorithm.name()));
    }

    private Surroundings surroundings(SessionCookie.Lifetimes lifetimes, Audit audit) {
        Cookies cookies = new Cookies(issuer);
        return new Surroundings(
                new SessionCookie(storage.sessions(), cookies, lifetimes, machine.clock(), machine.random()),
                new BrowserCookie(cookies, machine.random()),
                new Screens(pages),
                audit,
                machine.clock(),
                machine.random());
    }

    private Grants grants(RemainingPermissions remaining, RefreshTokens refreshTokens, Audit audit) {
        return new Grants(new Grants.Parts(
                new Grants.Stores(storage.authorizations(), storage.apis()),
                codes,
                remaining,
                new TokenIssuer(accessTokens, idTokens, refreshTokens),
                accessTokens,
                refreshTokens,
                machine.clock(),
                audit));
    }

    /** What is served, as discovery says it. */
    public Served served() {
        return new Served(grants.types(), responseModes.all(), ClientAuthenticationMethods.all());
    }

    /** The whole provider as one function. */
    public Endpoint endpoint() {
        return endpoint(() -> false);
    }

    /**
     * The whole provider as one function.
     *
     * @param leaving whether it is about to stop, so that it says that it is not ready
     */
    Endpoint endpoint(BooleanSupplier leaving) {
        Admission admission = new Admission(AT_ONCE, SIGNING_IN_AT_ONCE, machine.clock());
        observation.measure(meters -> measure(meters, admission));
        Router router = new Router(
                routes(leaving),
                admission,
                fallback(),
                StorageUnavailableException.class::isInstance,
                machine.random());
        return observation.around(new SecurityHeaders(issuer).on(router), router);
    }

    private static void measure(Meters meters, Admission admission) {
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            meters.level(Metric.REQUESTS_WAITING, () -> admission.waiting(lane), name);
        }
        meters.level(Metric.REQUESTS_INSIDE, () -> admission.inside(Lane.FINISHING), "finishing_or_beginning");
        meters.level(Metric.REQUESTS_INSIDE, () -> admission.inside(Lane.SIGNING_IN), "signing_in");
    }

    /** What answers where no endpoint does. */
    public Fallback fallback() {
        Fallback pages = new FallbackPages(issuer, surroundings.screens(), surroundings.audit(), machine.random());
        return observation.around(new SecurityHeaders(issuer).on(pages));
    }

    private List<Route> routes(BooleanSupplier leaving) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(forPrograms());
        offers.forEach(offer -> routes.add(offer.route()));
        routes.addAll(forPeople());
        routes.add(route("/health/live", new LivenessEndpoint(), "GET").in(Lane.FREE));
        routes.add(route("/health/ready", new ReadinessEndpoint(storage::isReady, leaving), "GET")
                .in(Lane.FREE));
        return routes;
    }

    private List<Route> forPrograms() {
        DiscoveryEndpoint discovery = new DiscoveryEndpoint(issuer, served(), SigningKeys.ALGORITHMS, offers);
        TokenEndpoint token = new TokenEndpoint(clientAuthenticator, grants);
        UserinfoEndpoint userinfo = new UserinfoEndpoint(accessTokenVerifier, userClaims, storage.clients());
        return List.of(
                route("/.well-known/openid-configuration", discovery, "GET").sharedWithAnyOrigin(true),
                Route.of("/.well-known/oauth-authorization-server" + issuer.path(), discovery, "GET")
                        .sharedWithAnyOrigin(true),
                route("/.well-known/jwks.json", new JwksEndpoint(keys.signingKeys()), "GET")
                        .sharedWithAnyOrigin(true)
                        .in(Lane.FINISHING),
                route("/oauth/token", refusals.asJson(token, clientAuthenticator::sender), "POST")
                        .sharedWithAnyOrigin(true)
                        .in(Lane.FINISHING),
                route("/userinfo", refusals.asChallenge(userinfo), "GET", "POST")
                        .sharedWithAnyOrigin(true)
                        .in(Lane.FINISHING));
    }

    private List<Route> forPeople() {
        PermissionGroups groups = new PermissionGroups(storage.apis());
        LogoutEndpoint logout =
                new LogoutEndpoint(issuer, storage.clients(), idTokens, storage.users(), keys.seal(), surroundings);
        ConsentsEndpoint consents = new ConsentsEndpoint(
                issuer,
                new ConsentsEndpoint.Stores(storage.clients(), storage.users(), storage.consents()),
                groups,
                keys.seal(),
                surroundings);
        List<Route> routes = new ArrayList<>(signIn(groups));
        routes.add(route("/oidc/logout", logout, "GET", "POST"));
        routes.add(route("/oidc/logout/confirm", logout::confirm, "POST"));
        routes.add(route("/account/consents", consents, "GET", "POST"));
        HomeEndpoint home = new HomeEndpoint(issuer, storage.users(), surroundings);
        routes.add(route("/", home, "GET"));
        if (!issuer.path().isEmpty()) {
            routes.add(route("", home, "GET"));
        }
        routes.addAll(pages.assets());
        return routes;
    }

    private List<Route> signIn(PermissionGroups groups) {
        AuthorizationEndpoint authorization = new AuthorizationEndpoint(
                issuer,
                new AuthorizationEndpoint.Parts(
                        storage.clients(), storage.apis(), flow, interactions, codes, accessTokens, idTokens),
                responseModes,
                surroundings);
        Continuation continuation = continuation(authorization);
        Visits visits = new Visits(interactions, storage.clients(), surroundings);
        Questions questions = new Questions(interactions);
        LoginEndpoint login = new LoginEndpoint(visits, flow, continuation, interactions, signIn, surroundings);
        ConsentEndpoint consent = new ConsentEndpoint(
                visits,
                questions,
                flow,
                continuation,
                new ConsentEndpoint.Stores(storage.consents(), storage.users()),
                groups,
                surroundings);
        SelectAccountEndpoint selectAccount = new SelectAccountEndpoint(
                visits,
                questions,
                flow,
                continuation,
                new SelectAccountEndpoint.Stores(storage.sessions(), storage.users()),
                surroundings);
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

    private Route route(String path, Endpoint endpoint, String... methods) {
        return Route.of(issuer.path() + path, endpoint, methods);
    }
}
