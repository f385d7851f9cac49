package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import java.util.List;
import java.util.Optional;

/** Keeps what people have allowed. */
public interface Consents {

    Optional<Consent> find(Subject subject, ClientId client);

    List<Consent> all(Subject subject);

    /** Remembers the consent in place of any earlier one of the same person and client. */
    void record(Consent consent);

    /** Whether the person has taken back whatever they had allowed the client. */
    default boolean isWithdrawn(Subject subject, ClientId client) {
        return find(subject, client).filter(Consent::isWithdrawn).isPresent();
    }
}
