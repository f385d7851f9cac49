package dev.symbolon.server.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens an application may exchange, and for what (RFC 8693).
 *
 * @param audience the API that the new token is for
 * @param permissions what it may do there at most; absent means all that the application is registered for
 * @param subjectClients to one of which the exchanged token must have been issued; empty means to any
 * @param subjectAudiences for one of which the exchanged token must be; empty means for any
 * @param idTokens whether ID tokens may be exchanged too, and not access tokens alone
 */
public record ExchangeRule(
        Audience audience,
        Optional<Scope> permissions,
        Set<ClientId> subjectClients,
        Set<Audience> subjectAudiences,
        boolean idTokens,
        Acting acting) {

    public ExchangeRule {
        subjectClients = Set.copyOf(subjectClients);
        subjectAudiences = Set.copyOf(subjectAudiences);
    }

    /** Whether somebody is named who acts for the subject: delegation, and impersonation otherwise (RFC 8693 §1.1). */
    public enum Acting {
        /** Nobody is. */
        NONE,
        /** Somebody may be. */
        OPTIONAL,
        /** Somebody must be. */
        REQUIRED;

        public boolean admits(boolean named) {
            return this == OPTIONAL || named == (this == REQUIRED);
        }
    }

    /**
     * Whether a token is one that may be exchanged.
     *
     * @param client to whom it was issued
     * @param api which it is for; none of an ID token
     */
    public boolean covers(ClientId client, Optional<Audience> api, boolean isIdToken) {
        return (subjectClients.isEmpty() || subjectClients.contains(client))
                && (subjectAudiences.isEmpty()
                        || api.filter(subjectAudiences::contains).isPresent())
                && (idTokens || !isIdToken);
    }
}
