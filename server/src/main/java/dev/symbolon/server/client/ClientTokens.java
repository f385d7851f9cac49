package dev.symbolon.server.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import java.util.Optional;

/**
 * What the tokens of an application are like.
 *
 * @param claimsInIdToken whether the claims of the scopes stand in the ID token too, not at userinfo alone (OIDC Core §5.4)
 * @param frontChannelScope the most that an access token from the authorization endpoint may do; absent means no limit of its
 *     own
 * @param defaultAudience the API that is meant when a request names none
 * @param senderConstraint the keys that they must be bound to
 */
public record ClientTokens(
        ResponseSigning signing,
        TokenLifetimes lifetimes,
        boolean claimsInIdToken,
        Optional<Scope> frontChannelScope,
        Optional<Audience> defaultAudience,
        ClientSubjects subjects,
        SenderConstraint senderConstraint,
        ResponseEncryption encryption) {

    /** What an application gets that asks for nothing special. */
    public static final ClientTokens DEFAULT = new ClientTokens(
            ResponseSigning.DEFAULT,
            TokenLifetimes.DEFAULT,
            false,
            Optional.empty(),
            Optional.empty(),
            ClientSubjects.PUBLIC,
            SenderConstraint.NONE,
            ResponseEncryption.NONE);

    public ClientTokens withSigning(ResponseSigning other) {
        return new ClientTokens(
                other,
                lifetimes,
                claimsInIdToken,
                frontChannelScope,
                defaultAudience,
                subjects,
                senderConstraint,
                encryption);
    }

    public ClientTokens withLifetimes(TokenLifetimes other) {
        return new ClientTokens(
                signing,
                other,
                claimsInIdToken,
                frontChannelScope,
                defaultAudience,
                subjects,
                senderConstraint,
                encryption);
    }

    public ClientTokens withClaimsInIdToken(boolean stand) {
        return new ClientTokens(
                signing, lifetimes, stand, frontChannelScope, defaultAudience, subjects, senderConstraint, encryption);
    }

    public ClientTokens withFrontChannelScope(Optional<Scope> other) {
        return new ClientTokens(
                signing, lifetimes, claimsInIdToken, other, defaultAudience, subjects, senderConstraint, encryption);
    }

    public ClientTokens withSubjects(ClientSubjects other) {
        return new ClientTokens(
                signing,
                lifetimes,
                claimsInIdToken,
                frontChannelScope,
                defaultAudience,
                other,
                senderConstraint,
                encryption);
    }

    public ClientTokens withSenderConstraint(SenderConstraint other) {
        return new ClientTokens(
                signing, lifetimes, claimsInIdToken, frontChannelScope, defaultAudience, subjects, other, encryption);
    }

    public ClientTokens withEncryption(ResponseEncryption other) {
        return new ClientTokens(
                signing,
                lifetimes,
                claimsInIdToken,
                frontChannelScope,
                defaultAudience,
                subjects,
                senderConstraint,
                other);
    }
}
