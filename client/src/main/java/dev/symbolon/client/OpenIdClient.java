package dev.symbolon.client;

import dev.symbolon.client.internal.Http;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import dev.symbolon.protocol.token.TokenResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A web application's side of OpenID Connect: signs people in with the hybrid, code or implicit flow, and gets, refreshes and
 * uses tokens.
 *
 * <p>{@link #startLogin} gives an address to send the browser to and a {@link PendingLogin} to remember; when the browser is back,
 * {@link #finishLogin} checks everything that the standards demand, in the order of {@link Check}, and gives a {@link Login}.
 *
 * <p>The provider's metadata and keys are fetched when they are first needed, kept for an hour and ten minutes, and keys are
 * fetched anew when a token names an unknown one, at most every 10 seconds. Answers are limited to 1 MiB and 10 seconds, and
 * redirects are not followed. Every method may raise {@link OpenIdFailure.Unreachable}, and {@link OpenIdFailure.Invalid} with
 * {@code METADATA_INVALID}. Safe for concurrent use; one instance is meant to live as long as the application.
 */
public final class OpenIdClient {

    private final Registration registration;
    private final InstantSource clock;
    private final Provider provider;
    private final AuthorizationRequests requests;
    private final TokenEndpoint tokenEndpoint;
    private final LoginFinisher finisher;
    private final Refresher refresher;
    private final UserInfo userInfo;
    private final LogoutTokens logoutTokens;
    private final ApiCalls apiCalls;

    private OpenIdClient(Registration registration, Environment environment) {
        Http http = new Http(environment.httpClient(), environment.timeout());
        this.registration = registration;
        this.clock = environment.clock();
        this.provider =
                new Provider(registration.issuer(), registration.certificate().isPresent(), http, clock);
        HttpClient showing = registration
                .certificate()
                .map(identity -> identity.shownBy(environment.httpClient()))
                .orElse(environment.httpClient());
        Http asOurselves = new Http(showing, environment.timeout());
        KeyProofs proofs = new KeyProofs(registration.dpopKey(), clock, environment.random());
        this.tokenEndpoint = new TokenEndpoint(registration, provider, asOurselves, proofs, clock);
        this.requests = new AuthorizationRequests(registration, provider, tokenEndpoint, environment.random());
        this.finisher = new LoginFinisher(registration, provider, tokenEndpoint, clock);
        this.refresher = new Refresher(
                tokenEndpoint,
                new IdTokens(registration, provider, clock),
                clock,
                registration.strictness().skipped());
        this.userInfo = new UserInfo(registration, provider, asOurselves, proofs);
        this.logoutTokens = new LogoutTokens(registration, provider, clock);
        this.apiCalls = new ApiCalls(showing, proofs);
    }

    /** A client for the application; nothing is fetched yet. */
    public static OpenIdClient of(Registration registration) {
        return new OpenIdClient(registration, Environment.system());
    }

    /**
     * A client with an HTTP client (for a proxy or a trust store), time limit or clock of its own. Where the registration has a
     * certificate to show, it is shown by an HTTP client like this one, whose trust store is that of the certificate's.
     *
     * @throws IllegalArgumentException if the HTTP client follows redirects
     */
    public static OpenIdClient of(Registration registration, Environment environment) {
        return new OpenIdClient(registration, environment);
    }

    public Registration registration() {
        return registration;
    }

    /** What the provider says of itself, not older than an hour while it can be reached. */
    public ProviderMetadata providerMetadata() {
        return provider.metadata();
    }

    /** Starts a login as the registration says. */
    public StartedLogin startLogin() {
        return startLogin(LoginOptions.none());
    }

    /**
     * Starts a login (OIDC Core §3.3.2.1), with PKCE by S256 whenever a code is asked for (RFC 9700 §2.1.1). The provider
     * hears of it when the browser comes, or at once if the registration says that requests are pushed.
     *
     * @throws IllegalArgumentException if the options ask for what cannot sign anybody in, or set a parameter of the SDK
     * @throws OpenIdFailure.Refused if the provider does not take the request that is pushed, with its error
     * @throws OpenIdFailure.Invalid {@code METADATA_INVALID} if it takes none or reads none that are encrypted so, {@code KEYS_INVALID} if it
     *     has no key to encrypt for
     */
    public StartedLogin startLogin(LoginOptions options) {
        return requests.start(options, provider.metadata(), clock.instant());
    }

    /**
     * Which login an answer belongs to, by its {@code state}: to find the {@link PendingLogin}. Nothing of the answer is verified yet.
     *
     * @throws OpenIdFailure.Invalid if the answer is malformed, or should be encrypted for this application and is not
     */
    public Optional<State> stateOf(Callback callback) {
        return finisher.state(callback);
    }

    /**
     * Finishes a login: checks the answer and its ID token, redeems the code, checks the second ID token, and that the halves fit
     * (OIDC Core §3.3.2.8–12, §3.3.3.7; RFC 9207 §2.4).
     *
     * @param pending what {@link #startLogin} gave for this browser and this state; forget it afterwards, whatever happens
     * @throws OpenIdFailure.Refused if the provider or the person said no
     * @throws OpenIdFailure.Invalid if a check fails; nobody is signed in then
     */
    public Login finishLogin(PendingLogin pending, Callback callback) {
        return finisher.finish(pending, callback);
    }

    /**
     * Gets new tokens with the login's refresh token (OIDC Core §12). Of a login and all that come of it by a refresh, one at a time is refreshed,
     * with the newest refresh token of all, so that rotation never sees a token twice. Callers at the same time share one answer; an
     * older copy of the login gets the tokens that were got meanwhile, unless they have expired.
     *
     * @return the login with the new tokens: keep it in place of the old one
     * @throws IllegalStateException if the login has no refresh token
     * @throws OpenIdFailure.Refused with {@code invalid_grant} if the refresh token has ended: the person must sign in again
     * @throws OpenIdFailure.Invalid if a new ID token is not of the same person
     */
    public Login refresh(Login login) {
        return refresher.refresh(login, Optional.empty());
    }

    /**
     * Gets a new access token for one of the APIs that were granted, and no other, by the same rules (RFC 8707 §2.2, RFC 6749 §6). The
     * login's tokens for other APIs stay, those of {@link Tokens#accessToken} included.
     *
     * @return the login with {@link Login#accessToken the new token}: keep it in place of the old one
     * @throws IllegalStateException if the login has no refresh token
     * @throws OpenIdFailure.Refused with {@code invalid_target} if the API was not granted, with {@code invalid_scope} if that much was
     *     not, with {@code invalid_grant} if the refresh token has ended: the person must sign in again
     * @throws OpenIdFailure.Invalid if a new ID token is not of the same person
     */
    public Login refresh(Login login, ApiAccess access) {
        return refresher.refresh(login, Optional.of(access));
    }

    /**
     * The login with an access token for an API: the one that was got for just that before, if it is good for another 30 seconds, else one
     * that {@link #refresh(Login, ApiAccess)} gets.
     *
     * @return keep it in place of the old one; {@link Login#accessToken} of it is the token
     * @throws IllegalStateException if a new token is needed and the login has no refresh token
     * @throws OpenIdFailure as {@code refresh} does
     */
    public Login withAccess(Login login, ApiAccess access) {
        return refresher.withAccess(login, access);
    }

    /**
     * What userinfo says of the person who signed in (OIDC Core §5.3), by the access token of the token endpoint, else by the one
     * that came through the browser.
     *
     * @throws IllegalStateException if the login has no access token
     * @throws OpenIdFailure.Refused with {@code invalid_token} if the access token has ended
     * @throws OpenIdFailure.Invalid if the answer is about another person
     */
    public JsonObject userInfo(Login login) {
        AccessToken token = login.tokens()
                .map(Tokens::accessToken)
                .or(() -> login.frontChannel().browserToken().map(FrontChannel.BrowserToken::accessToken))
                .orElseThrow(() -> new IllegalStateException("the login has no access token"));
        return userInfo(token, login.subject());
    }

    /**
     * What userinfo says of a person (OIDC Core §5.3.2). An answer that is signed must be the provider's for this application; one that is to be
     * encrypted must be.
     *
     * @throws OpenIdFailure.Refused with {@code invalid_token} if the access token has ended, with {@code insufficient_scope} if it does not allow that
     * @throws OpenIdFailure.Invalid if the answer is not about exactly that person, or not to be believed
     */
    public JsonObject userInfo(AccessToken token, Subject expected) {
        return userInfo.ask(token, expected);
    }

    /**
     * Calls an API with an access token, with a proof of the registration's key if there is one, and on a connection that shows its
     * certificate if there is one; if the API wants a nonce in the proof, once more (RFC 9449 §9). Limits are those of the request and of the body handler.
     *
     * @param token of this client
     * @param request without {@code Authorization} and {@code DPoP}; its body may be sent twice
     * @return the API's answer, whatever its status; after a 401 {@link #refresh} may help
     * @throws IOException if there is no answer
     */
    public <T> HttpResponse<T> call(AccessToken token, HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return apiCalls.call(token, request, body);
    }

    /**
     * Gets an access token for the application itself (RFC 6749 §4.4). Nothing is cached.
     *
     * @param scope what it is to be allowed; may be empty
     * @param audience the API that it is for
     * @throws OpenIdFailure.Refused if the provider does not allow it
     */
    public Tokens clientCredentials(Scope scope, Optional<Audience> audience) {
        TokenResponse response = tokenEndpoint.clientCredentials(scope, audience);
        return Tokens.of(response, scope, Optional.empty(), clock.instant());
    }

    /**
     * Takes back what the login was given, by its newest refresh token, else by its access token (RFC 7009 §2.1): at Symbolon every token
     * of the login ends with that. For a logout, before the application forgets the login.
     *
     * @return false if there was nothing to take back, or the provider has no such endpoint
     * @throws OpenIdFailure.Unreachable if the provider does not confirm it: the tokens may still be good
     */
    public boolean revoke(Login login) {
        Optional<Tokens> tokens = login.rotation().newest();
        Optional<RefreshToken> refreshToken = tokens.flatMap(Tokens::refreshToken);
        if (refreshToken.isPresent()) {
            return tokenEndpoint.revoke(refreshToken.get().value(), "refresh_token");
        }
        return tokens.map(Tokens::accessToken)
                .or(() -> login.frontChannel().browserToken().map(FrontChannel.BrowserToken::accessToken))
                .filter(token -> tokenEndpoint.revoke(token.value(), "access_token"))
                .isPresent();
    }

    /**
     * Where to send the browser so that the provider ends its session too (RP-Initiated Logout §2), with the ID token as a hint
     * and the registration's {@code post_logout_redirect_uri}. End the application's own session first.
     *
     * @return empty if the provider has no such endpoint
     */
    public Optional<URI> logoutUri(Login login) {
        Parameters parameters = Parameters.none()
                .with("id_token_hint", login.logoutHint().value())
                .with("client_id", registration.clientId().value())
                .with("post_logout_redirect_uri", registration.postLogoutRedirectUri());
        return provider.metadata()
                .endSessionEndpoint()
                .map(endpoint -> AuthorizationRequests.append(endpoint, parameters));
    }

    /**
     * Reads what the provider has posted as {@code logout_token} (Back-Channel Logout §2.6): signature, issuer, audience, times, the event, and
     * that it has not been read before by this client. End every login that {@link LogoutToken#ends} names, and answer with status 200.
     *
     * @throws OpenIdFailure.Invalid if it is not to be believed; answer with status 400 then
     */
    public LogoutToken readLogoutToken(String logoutToken) {
        return logoutTokens.read(logoutToken);
    }
}
