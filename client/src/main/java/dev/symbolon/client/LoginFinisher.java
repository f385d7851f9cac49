package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.client.FrontChannel.BrowserToken;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.metadata.ProviderMetadata;
import dev.symbolon.protocol.token.TokenResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes an authorization response apart, redeems its code, and checks that all halves fit (OIDC Core §3.3.2.8–3.3.3.9). */
final class LoginFinisher {

    private final Registration registration;
    private final Provider provider;
    private final TokenEndpoint tokenEndpoint;
    private final IdTokens idTokens;
    private final SignedResponses signedResponses;
    private final InstantSource clock;

    LoginFinisher(Registration registration, Provider provider, TokenEndpoint tokenEndpoint, InstantSource clock) {
        this.registration = registration;
        this.provider = provider;
        this.tokenEndpoint = tokenEndpoint;
        this.idTokens = new IdTokens(registration, provider, clock);
        this.signedResponses = new SignedResponses(registration, provider, clock);
        this.clock = clock;
    }

    Optional<State> state(Callback callback) {
        return signedResponses.state(callback);
    }

    Login finish(PendingLogin pending, Callback callback) {
        Instant now = clock.instant();
        refuseForeignOrOld(pending, now);
        Checks checks = new Checks(registration.strictness().skipped());
        ProviderMetadata metadata = provider.metadata();
        Callback opened = signedResponses.open(callback, pending.expected(), checks);
        AuthorizationResponse response = AuthorizationResponse.of(
                opened, pending, metadata.sendsIssuer(), KeyProofs.tokenType(registration.dpopKey()), checks);
        Bindings bindings = new Bindings(pending, registration.strictness(), checks);

        FrontChannel front = front(response, bindings, checks, now);
        Optional<Tokens> tokens = response.code().map(code -> redeem(code, pending, bindings, checks));
        Optional<VerifiedIdToken> back = tokens.flatMap(Tokens::idToken);
        front.idToken().ifPresent(ours -> back.ifPresent(theirs -> bindings.checkBoth(ours, theirs)));

        VerifiedIdToken idToken = back.or(front::idToken)
                .orElseThrow(() -> new OpenIdFailure.Invalid(Reason.ID_TOKEN_MISSING, "there is no ID token"));
        return new Login(
                pending.issuer(),
                idToken,
                front,
                tokens,
                now,
                checks.results(),
                pending.returnTo(),
                new Rotation(tokens));
    }

    private void refuseForeignOrOld(PendingLogin pending, Instant now) {
        if (!pending.issuer().equals(registration.issuer())) {
            throw new OpenIdFailure.Invalid(
                    Reason.OTHER_PROVIDER,
                    "the login was started with " + pending.issuer() + " and not with " + registration.issuer());
        }
        Duration lifetime = registration.strictness().loginLifetime();
        if (!now.isBefore(pending.startedAt().plus(lifetime))) {
            throw new OpenIdFailure.Invalid(
                    Reason.LOGIN_EXPIRED, "the login was started at " + pending.startedAt() + ", too long ago");
        }
    }

    private FrontChannel front(AuthorizationResponse response, Bindings bindings, Checks checks, Instant now) {
        Optional<VerifiedIdToken> idToken =
                response.idToken().map(token -> idTokens.verify(token, Part.FRONT_CHANNEL_ID_TOKEN, checks));
        idToken.ifPresent(token -> bindings.checkFront(token, response.code(), response.accessToken()));
        Optional<BrowserToken> browserToken = response.accessToken()
                .map(token -> new BrowserToken(token, response.expiresIn().map(now::plusSeconds), response.scope()));
        return new FrontChannel(response.code(), idToken, browserToken);
    }

    private Tokens redeem(AuthorizationCode code, PendingLogin pending, Bindings bindings, Checks checks) {
        TokenResponse response = tokenEndpoint.redeem(code, pending.codeVerifier());
        VerifiedIdToken idToken = response.idToken()
                .map(token -> idTokens.verify(token, Part.TOKEN_ENDPOINT_ID_TOKEN, checks))
                .orElseThrow(() -> new OpenIdFailure.Invalid(
                        Reason.ID_TOKEN_MISSING, "the token endpoint gives no ID token for the code"));
        bindings.checkBack(idToken, code, response.accessToken());
        return Tokens.of(response, pending.expected().scope(), Optional.of(idToken), clock.instant());
    }
}
