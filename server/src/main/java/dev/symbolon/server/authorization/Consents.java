package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what people have allowed. */
public interface Consents {

    Optional<Consent> find(Subject subject, ClientId client);

    /**
     * The next of what the person allows, in the order of the clients' identifiers.
     *
     * @param client after which one; empty from the first one on
     */
    List<Consent> following(Subject subject, String client, int most);

    /**
     * Remembers the answers beside those that stand: everything that was asked is allowed but for what is left out. Of any
     * number of answers at once none is lost.
     */
    void grant(Subject subject, ClientId client, Permissions asked, Scope leftOut, Instant now);

    /**
     * Takes back whatever the person has allowed the client, and ends the authorizations that hang on it. What is redeemed at the
     * same time either is ended here or finds the consent withdrawn.
     */
    void withdraw(Subject subject, ClientId client, Instant now);

    /** Whether the person has taken back whatever they had allowed the client. */
    default boolean isWithdrawn(Subject subject, ClientId client) {
        return find(subject, client).filter(Consent::isWithdrawn).isPresent();
    }
}
