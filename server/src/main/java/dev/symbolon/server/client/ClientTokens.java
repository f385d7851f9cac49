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

    /** Tokens that need not be bound to a key, and that are not encrypted. */
    public ClientTokens(
            ResponseSigning signing,
            TokenLifetimes lifetimes,
            boolean claimsInIdToken,
            Optional<Scope> frontChannelScope,
            Optional<Audience> defaultAudience,
            ClientSubjects subjects) {
        this(
                signing,
                lifetimes,
                claimsInIdToken,
                frontChannelScope,
                defaultAudience,
                subjects,
                SenderConstraint.NONE,
                ResponseEncryption.NONE);
    }
}
