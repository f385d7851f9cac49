package dev.symbolon.server;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.authorization.AuthReqIds;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.DeviceCodes;
import dev.symbolon.server.authorization.Flow;
import dev.symbolon.server.authorization.Interactions;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.claim.UserClaims;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.authentication.ClientAuthenticationMethods;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.client.authentication.ClientAuthorities;
import dev.symbolon.server.client.authentication.ClientCertificates;
import dev.symbolon.server.client.authentication.ClientSignatures;
import dev.symbolon.server.client.authentication.Testimonies;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Documents;
import dev.symbolon.server.endpoint.LoginForm;
import dev.symbolon.server.endpoint.OwnPages;
import dev.symbolon.server.endpoint.PermissionsReader;
import dev.symbolon.server.endpoint.Protections;
import dev.symbolon.server.endpoint.Refusals;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.endpoint.authorization.PushedRequests;
import dev.symbolon.server.endpoint.authorization.RequestReader;
import dev.symbolon.server.endpoint.authorization.Submissions;
import dev.symbolon.server.endpoint.authorization.mode.ResponseJwts;
import dev.symbolon.server.endpoint.authorization.mode.ResponseModes;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.endpoint.registration.ClientDocuments;
import dev.symbolon.server.endpoint.token.Grants;
import dev.symbolon.server.http.Cookies;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.SigningKeys;
import dev.symbolon.server.page.Pages;
import dev.symbolon.server.session.BrowserCookie;
import dev.symbolon.server.session.BrowserState;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.Encryptions;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.token.ProofOfPossession;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.SealedNonces;
import dev.symbolon.server.token.Signatures;
import dev.symbolon.server.token.TokenIssuer;
import dev.symbolon.server.token.UserinfoAnswers;
import java.util.List;

/** What the endpoints work with: each thing is made once, by plain {@code new}. */
final class Workings {

    final Issuer issuer;
    final Storage storage;
    final Clients clients;
    final KeyRing keys;
    final Pages pages;
    final Audit audit;
    final Foundation.Machine machine;
    final Surroundings surroundings;
    final OwnPages ownPages;
    final LoginForm loginForm;
    final ProofOfPossession possession;
    final Refusals refusals;
    final Subjects subjects;
    final UserinfoAnswers userinfoAnswers;
    final Signatures signatures;
    final Encryptions encryptions;
    final AccessTokens accessTokens;
    final AccessTokenVerifier accessTokenVerifier;
    final IdTokens idTokens;
    final RefreshTokens refreshTokens;
    final AuthorizationCodes codes;
    final Interactions interactions;
    final RemainingPermissions remaining;
    final Flow flow;
    final ClientSignatures clientSignatures;
    final List<ClientAuthenticationMethod> authenticationMethods;
    final ClientAuthenticator clientAuthenticator;
    final DeviceCodes deviceCodes;
    final AuthReqIds authReqIds;
    final PushedRequests pushedRequests;
    final Submissions submissions;
    final RegistrationSettings registration;
    final Fetcher fetcher;
    final Grants grants;
    final ResponseModes responseModes;
    final PermissionsReader permissions;
    final Protections protections;
    final RequestReader requests;
    final boolean claimsParameter;
    final MtlsSettings mtls;
    final ClientAuthorities clientAuthorities;
    final Bell sessionEnded = new Bell();
    final Bell requestDecided = new Bell();

    Workings(
            Issuer issuer,
            SessionCookie.Lifetimes sessionLifetimes,
            Features features,
            MtlsSettings mtls,
            Foundation foundation,
            Foundation.Machine machine) {
        this.issuer = issuer;
        this.storage = foundation.storage();
        this.clients = clients(features, foundation);
        this.keys = foundation.keys();
        this.pages = foundation.pages();
        this.audit = foundation.audit();
        this.machine = machine;
        this.mtls = mtls;
        this.clientAuthorities = new ClientAuthorities(mtls.clientAuthorities());
        this.surroundings = surroundings(sessionLifetimes, features);
        this.ownPages = new OwnPages(issuer, keys.seal(), surroundings);
        this.loginForm = new LoginForm(foundation.signIn(), audit);
        this.possession = new ProofOfPossession(
                issuer,
                mtls,
                new SealedNonces(keys.seal(), machine.clock()),
                machine.clock(),
                features.has(Feature.DPOP));
        this.refusals = new Refusals(audit, machine.random(), possession);
        UserClaims userClaims = new UserClaims(storage.users());
        this.encryptions = new Encryptions(foundation.fetcher(), features.has(Feature.RESPONSE_ENCRYPTION));
        this.subjects = new Subjects(keys.pairwiseDigests());
        SigningKeys signingKeys = keys.signingKeys();
        this.signatures = new Signatures(
                signingKeys, foundation.observation().activities(Metric.SIGNATURES), machine.processors());
        this.accessTokens = new AccessTokens(
                issuer, storage.apis(), signatures, keys.seal(), subjects, machine.clock(), machine.random());
        this.accessTokenVerifier =
                new AccessTokenVerifier(issuer, storage.authorizations(), signingKeys, keys.seal(), machine.clock());
        this.idTokens = new IdTokens(
                issuer, userClaims, subjects, signingKeys, signatures, encryptions, machine.clock(), machine.random());
        this.userinfoAnswers = new UserinfoAnswers(issuer, userClaims, subjects, signatures, encryptions);
        this.refreshTokens = new RefreshTokens(keys.seal());
        this.codes = new AuthorizationCodes(keys.seal(), machine.clock());
        this.interactions = new Interactions(keys.seal());
        this.remaining = new RemainingPermissions(storage.apis());
        this.flow = new Flow(clients, storage.consents(), remaining, subjects, machine.clock());
        this.clientSignatures = new ClientSignatures(foundation.fetcher());
        this.authenticationMethods = ClientAuthenticationMethods.served(mtls, features);
        this.clientAuthenticator = clientAuthenticator(foundation.fetcher());
        this.deviceCodes = new DeviceCodes(keys.seal());
        this.authReqIds = new AuthReqIds(keys.seal());
        this.pushedRequests = new PushedRequests(keys.seal(), machine.clock());
        this.submissions = submissions(features, foundation.fetcher());
        this.registration = foundation.registration();
        this.fetcher = foundation.fetcher();
        this.grants = grants(features);
        this.claimsParameter = features.has(Feature.CLAIMS_PARAMETER);
        this.permissions = new PermissionsReader(storage.apis(), features);
        this.protections = new Protections(features);
        this.requests = new RequestReader(permissions, idTokens, possession, claimsParameter);
        this.responseModes = new ResponseModes(
                surroundings.screens(), new ResponseJwts(issuer, signatures, encryptions, machine.clock()), features);
    }

    private static Clients clients(Features features, Foundation foundation) {
        Clients registered = foundation.storage().clients();
        Documents documents = foundation.registration().documents();
        return documents.isOn() && features.has(Feature.CLIENT_ID_METADATA_DOCUMENTS)
                ? new ClientDocuments(
                        registered, documents, features, foundation.storage().apis(), foundation.fetcher())
                : registered;
    }

    private Surroundings surroundings(SessionCookie.Lifetimes lifetimes, Features features) {
        Cookies cookies = new Cookies(issuer);
        BrowserState browserState = new BrowserState(
                cookies, keys.pairwiseDigests(), machine.random(), features.has(Feature.SESSION_MANAGEMENT));
        return new Surroundings(
                new SessionCookie(
                        storage.sessions(),
                        cookies,
                        browserState,
                        lifetimes,
                        sessionEnded::ring,
                        machine.clock(),
                        machine.random()),
                new BrowserCookie(cookies, machine.random()),
                new Screens(pages),
                audit,
                machine.clock(),
                machine.random());
    }

    private ClientAuthenticator clientAuthenticator(Fetcher fetcher) {
        return new ClientAuthenticator(
                clients,
                keys.secretDigests(),
                new ClientAuthenticator.Assertions(
                        issuer, mtls, clientSignatures, storage.usedAssertions(), machine.clock()),
                new ClientCertificates(clientAuthorities, fetcher, machine.clock()),
                authenticationMethods);
    }

    private Submissions submissions(Features features, Fetcher fetcher) {
        return new Submissions(
                clients,
                features,
                new Submissions.Signed(issuer, clientSignatures, keys.requestKeys(), fetcher, machine.clock()),
                pushedRequests);
    }

    private Grants grants(Features features) {
        Grants.Parts parts = new Grants.Parts(
                new Grants.Stores(
                        clients,
                        storage.apis(),
                        storage.authorizations(),
                        storage.deviceRequests(),
                        storage.backchannelRequests()),
                codes,
                remaining,
                new TokenIssuer(accessTokens, idTokens, refreshTokens),
                accessTokens,
                refreshTokens,
                new Grants.Readers(accessTokenVerifier, idTokens),
                machine.clock(),
                audit);
        Testimonies testimonies = new Testimonies(issuer, clientSignatures, storage.usedAssertions(), machine.clock());
        Grants.Special special =
                new Grants.Special(deviceCodes, authReqIds, testimonies, storage.users(), storage.consents());
        return new Grants(parts, special, features);
    }

    /** What is served, as discovery says it. */
    Served served() {
        return new Served(grants.types(), responseModes.all(), authenticationMethods, claimsParameter);
    }

    /** What can be seen of them while they work. */
    void measure(Meters meters) {
        meters.level(Metric.SIGNATURES_WAITING, signatures::waiting);
        meters.level(Metric.SIGNING_KEYS, keys.signingKeys()::count);
        SigningKeys.ALGORITHMS.forEach(algorithm -> meters.level(
                Metric.SIGNING_KEY_AGE, () -> keys.signingKeys().age(algorithm).toSeconds(), algorithm.name()));
    }
}
