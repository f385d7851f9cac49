package dev.symbolon.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an application and its provider have agreed on (OIDC Registration §2), and how the application signs people in. Immutable:
 * each {@code with…} gives a changed copy.
 *
 * @param redirectUri where the provider sends the browser back to: https, or http to this machine
 * @param postLogoutRedirectUri where the provider sends the browser after a logout (RP-Initiated Logout §3)
 * @param protection what makes requests and tokens worthless to whoever gets hold of them
 */
public record Registration(
        Issuer issuer,
        ClientId clientId,
        ClientAuthentication authentication,
        RedirectUri redirectUri,
        LoginRequest request,
        Strictness strictness,
        Optional<URI> postLogoutRedirectUri,
        Protection protection) {

    /** @throws IllegalArgumentException if the redirect URI is not a web address that is safe from eavesdroppers */
    public Registration {
        if (redirectUri.isCustomScheme() || redirectUri.isInsecure()) {
            throw new IllegalArgumentException(
                    "the redirect URI must begin with https:// (http:// for localhost only)");
        }
    }

    /**
     * An application that asks for {@code code id_token} and the scope {@code openid}.
     *
     * @param issuer the provider, for instance {@code https://id.example.org}
     * @throws dev.symbolon.protocol.OAuthException if a text cannot be what it should be
     */
    public static Registration of(
            String issuer, String clientId, ClientAuthentication authentication, String redirectUri) {
        return new Registration(
                Issuer.parse(issuer),
                ClientId.parse(clientId),
                authentication,
                RedirectUri.parse(redirectUri),
                new LoginRequest(
                        ResponseType.CODE_ID_TOKEN,
                        Optional.empty(),
                        Scope.of(Scope.OPENID),
                        Optional.empty(),
                        List.of()),
                Strictness.defaults(),
                Optional.empty(),
                Protection.none());
    }

    /** What an authorization response is to hold; the response mode goes back to the usual one of that type. */
    public Registration withResponseType(ResponseType type) {
        return with(new LoginRequest(type, Optional.empty(), request.scope(), request.audience(), request.resources()));
    }

    /** How an authorization response is to come. Name the response type first. */
    public Registration withResponseMode(ResponseMode mode) {
        return with(new LoginRequest(
                request.responseType(), Optional.of(mode), request.scope(), request.audience(), request.resources()));
    }

    /** @param scope for instance {@code openid profile offline_access read:reports} */
    public Registration withScope(String scope) {
        return with(new LoginRequest(
                request.responseType(),
                request.responseMode(),
                Scope.parse(scope),
                request.audience(),
                request.resources()));
    }

    /** The API that access tokens are for, named by the {@code audience} parameter. */
    public Registration withAudience(String audience) {
        return with(new LoginRequest(
                request.responseType(),
                request.responseMode(),
                request.scope(),
                Optional.of(Audience.parse(audience)),
                request.resources()));
    }

    /** The APIs that access tokens are for, each named by a {@code resource} parameter (RFC 8707 §2). */
    public Registration withResources(String... apis) {
        return with(new LoginRequest(
                request.responseType(),
                request.responseMode(),
                request.scope(),
                request.audience(),
                List.of(apis).stream().map(Audience::parse).toList()));
    }

    /** The registered address to come back to after a logout at the provider. */
    public Registration withPostLogoutRedirectUri(String uri) {
        return new Registration(
                issuer,
                clientId,
                authentication,
                redirectUri,
                request,
                strictness,
                Optional.of(RedirectUri.parse(uri).uri()),
                protection);
    }

    /** The key that all tokens are to be bound to. */
    public Optional<DpopKey> dpopKey() {
        return protection.dpopKey();
    }

    /**
     * Binds all tokens to a key, so that they are worth nothing to whoever steals them (DPoP, RFC 9449). Tokens that are not bound
     * are refused then. Access tokens that come through the browser are bound too: only this server can use them.
     *
     * @param key the same on every node. With a new one at every start, the tokens of before are refreshed before they work again,
     *     and the refresh tokens of an application without a secret do not
     */
    public Registration withDpop(DpopKey key) {
        return with(protection.withDpopKey(key));
    }

    /** The certificate that is shown to the provider and to APIs: that of the authentication, or the one for tokens alone. */
    public Optional<TlsIdentity> certificate() {
        return authentication.certificate().or(protection::certificate);
    }

    /**
     * Shows a certificate to the provider and to APIs, so that tokens can be bound to it (RFC 8705 §3), where the application does not
     * authenticate by one anyway. The provider must be told to bind them ({@code tls_client_certificate_bound_access_tokens}); the
     * refresh tokens of an application without a secret are bound as well.
     */
    public Registration withCertificate(TlsIdentity identity) {
        return with(protection.withCertificate(identity));
    }

    /**
     * Hands every request to the provider from server to server first, so that the browser carries nothing but a reference to it
     * (RFC 9126). The application authenticates for that.
     */
    public Registration pushingRequests() {
        return with(protection.withPushed());
    }

    /** Signs every request, so that nobody can change it on its way (RFC 9101); the provider must know the public key. */
    public Registration signingRequests(SigningKey key) {
        return with(protection.withSigner(key, Optional.empty()));
    }

    /**
     * Signs every request and then encrypts it for the provider, so that nobody else can read it on its way either (RFC 9101 §6.1).
     * {@link OpenIdClient#startLogin} raises {@link OpenIdFailure.Invalid} with {@code METADATA_INVALID} if the provider says that it
     * reads other algorithms only, and with {@code KEYS_INVALID} if it publishes no key to encrypt for by these.
     *
     * @param algorithms two of the provider's {@code request_object_encryption_alg_values_supported} and
     *     {@code request_object_encryption_enc_values_supported}
     */
    public Registration signingAndEncryptingRequests(SigningKey key, JweAlgorithms algorithms) {
        return with(protection.withSigner(key, Optional.of(algorithms)));
    }

    /**
     * Reads what the provider encrypts for the application, and only so; register the public key there, its {@code alg} and {@code enc},
     * for instance as {@code id_token_encrypted_response_alg}.
     *
     * @param key for instance {@link DecryptionKey#parse}; to replace it, name the new one, and give the {@link Encryption} both
     */
    public Registration withEncryption(
            DecryptionKey key, JweAlgorithms algorithms, Encryption.Message first, Encryption.Message... others) {
        return with(new Encryption(EnumSet.of(first, others), List.of(key), algorithms));
    }

    /** Reads what the provider encrypts for the application, and only so. */
    public Registration with(Encryption encryption) {
        return with(protection.with(encryption));
    }

    private Registration with(Protection changed) {
        return new Registration(
                issuer, clientId, authentication, redirectUri, request, strictness, postLogoutRedirectUri, changed);
    }

    /** The only algorithms by which ID tokens may be signed; by default RS256, PS256 and ES256. */
    public Registration withAlgorithms(SigningAlgorithm first, SigningAlgorithm... others) {
        return with(new Strictness(
                EnumSet.of(first, others),
                strictness.clockSkew(),
                strictness.loginLifetime(),
                strictness.trustedAudiences(),
                strictness.skipped(),
                strictness.stateHashDemanded()));
    }

    /** How far the two clocks may be apart, 0 to 600 seconds; by default 60. */
    public Registration withClockSkew(Duration skew) {
        return with(new Strictness(
                strictness.algorithms(),
                skew,
                strictness.loginLifetime(),
                strictness.trustedAudiences(),
                strictness.skipped(),
                strictness.stateHashDemanded()));
    }

    /** How long a person may take to sign in; by default one hour. */
    public Registration withLoginLifetime(Duration lifetime) {
        return with(new Strictness(
                strictness.algorithms(),
                strictness.clockSkew(),
                lifetime,
                strictness.trustedAudiences(),
                strictness.skipped(),
                strictness.stateHashDemanded()));
    }

    /** Other audiences that ID tokens may name beside this application; by default none (OIDC Core §3.1.3.7, 3). */
    public Registration trustingAudiences(String... audiences) {
        return with(new Strictness(
                strictness.algorithms(),
                strictness.clockSkew(),
                strictness.loginLifetime(),
                Set.of(audiences),
                strictness.skipped(),
                strictness.stateHashDemanded()));
    }

    /**
     * Leaves out a check, for a provider that falls short of the standard. It shows up as skipped in {@link Login#checks}.
     *
     * @throws IllegalArgumentException if without the check a login proves nothing ({@link Check#mayBeSkipped})
     */
    public Registration skipping(Check check) {
        Set<Check> more = new HashSet<>(strictness.skipped());
        more.add(check);
        return with(new Strictness(
                strictness.algorithms(),
                strictness.clockSkew(),
                strictness.loginLifetime(),
                strictness.trustedAudiences(),
                more,
                strictness.stateHashDemanded()));
    }

    /** Demands {@code s_hash} in every ID token that comes through the browser (FAPI 1 Advanced §5.2.3.1). */
    public Registration demandingStateHash() {
        return with(new Strictness(
                strictness.algorithms(),
                strictness.clockSkew(),
                strictness.loginLifetime(),
                strictness.trustedAudiences(),
                strictness.skipped(),
                true));
    }

    /** The application with other wishes. */
    public Registration with(LoginRequest changed) {
        return new Registration(
                issuer, clientId, authentication, redirectUri, changed, strictness, postLogoutRedirectUri, protection);
    }

    /** The application with other demands. */
    public Registration with(Strictness changed) {
        return new Registration(
                issuer, clientId, authentication, redirectUri, request, changed, postLogoutRedirectUri, protection);
    }
}
