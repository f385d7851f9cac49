package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.Testimonies;
import dev.symbolon.server.client.authentication.Testimony;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.endpoint.Audiences;
import dev.symbolon.server.token.IssuedAccessToken;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a client an access token in the name of a person for whom somebody else vouches (RFC 7523 §2.1, RFC 7521 §4.1): for what the person has
 * let the client do before, unless the client is the operator's own. No ID token, since nobody has signed in, and no refresh token.
 */
final class JwtBearerGrant implements Grant {

    private final Grants.Parts parts;
    private final Vouched vouched;

    /** What tells whether the person may be vouched for. */
    record Vouched(Testimonies testimonies, Users users, Consents consents) {}

    JwtBearerGrant(Grants.Parts parts, Vouched vouched) {
        this.parts = parts;
        this.vouched = vouched;
    }

    @Override
    public GrantType type() {
        return GrantType.JWT_BEARER;
    }

    @Override
    public Optional<Feature> feature() {
        return Optional.of(Feature.JWT_BEARER);
    }

    @Override
    public TokenResponse redeem(TokenRequest request) {
        Client client = request.client();
        if (client.isPublic()) {
            throw new OAuthException(ErrorCode.UNAUTHORIZED_CLIENT, "a public client cannot bring assertions");
        }
        Parameters parameters = request.parameters();
        Testimonies.Unused unused = vouched.testimonies().verify(client, parameters.required("assertion"));
        Subject subject = account(unused.testimony());
        Permissions permissions = permissions(client, unused.testimony().issuer(), subject, parameters);
        vouched.testimonies().use(unused);
        IssuedAccessToken token = parts.accessTokens().issueForAbsent(client, subject, permissions, request.binding());
        parts.audit()
                .record(new AuditEvent.TokensIssued(
                        Optional.of(subject),
                        client.id(),
                        type().value(),
                        permissions.scope().toString()));
        return TokenResponse.of(token.token(), token.type(), token.lifetime(), token.scope());
    }

    /** Whether there is no account or it is disabled, is not told. */
    private Subject account(Testimony testimony) {
        if (!testimony.issuer().mayMean(testimony.subject())) {
            throw refused("sub of the assertion is none that its issuer may vouch for");
        }
        return find(testimony)
                .filter(user -> !user.disabled())
                .map(User::subject)
                .orElseThrow(() -> refused("sub of the assertion names no account that may be used"));
    }

    private Optional<User> find(Testimony testimony) {
        try {
            return switch (testimony.issuer().naming()) {
                case USERNAME -> vouched.users().find(Username.parse(testimony.subject()));
                case SUBJECT -> vouched.users().find(Subject.parse(testimony.subject()));
            };
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    private Permissions permissions(Client client, AssertionIssuer issuer, Subject subject, Parameters parameters) {
        Api api = api(client, issuer, parameters);
        Scope registered =
                client.apis().getOrDefault(api.audience(), Scope.empty()).intersect(api.scope());
        Scope allowed = issuer.permissions().map(registered::intersect).orElse(registered);
        Scope possible = client.presentation().firstParty()
                ? allowed
                : allowed.intersect(granted(client, subject, api.audience()));
        Scope asked = parameters.optional("scope", Scope::parse).orElse(possible);
        boolean isEnough = !asked.isEmpty()
                || api.scope().isEmpty() && client.presentation().firstParty();
        if (!isEnough) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "the client's registration and what the person has granted leave nothing of " + api.audience());
        }
        if (!possible.covers(asked)) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "neither the client's registration nor what the person has granted covers " + asked.minus(possible)
                            + " of " + api.audience());
        }
        return new Permissions(Scope.empty(), Optional.of(api.audience()), asked);
    }

    private Api api(Client client, AssertionIssuer issuer, Parameters parameters) {
        Set<Audience> possible =
                client.apis().keySet().stream().filter(issuer::admits).collect(Collectors.toSet());
        Audience audience = Audiences.named(parameters)
                .or(() -> client.tokens().defaultAudience())
                .or(() -> possible.size() == 1 ? possible.stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TARGET, "the request must name an API, by resource or by audience"));
        return Optional.of(audience)
                .filter(possible::contains)
                .flatMap(parts.stores().apis()::find)
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TARGET, "no token for " + audience + " can be had by this assertion"));
    }

    private Scope granted(Client client, Subject subject, Audience audience) {
        return vouched.consents()
                .find(subject, client.id())
                .map(Consent::apis)
                .flatMap(answers -> Optional.ofNullable(answers.get(audience)))
                .map(Consent.Answers::granted)
                .orElse(Scope.empty());
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_GRANT, detail);
    }
}
