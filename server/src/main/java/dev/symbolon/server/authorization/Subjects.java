package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.PairwiseDigests;
import dev.symbolon.server.session.SessionId;

/**
 * How people and their sessions are called towards a client: as they are called here, or by names that no other sector knows (OIDC
 * Core §8.1). A session's name would otherwise tell what the person's does not.
 */
public final class Subjects {

    private final PairwiseDigests digests;

    public Subjects(PairwiseDigests digests) {
        this.digests = digests;
    }

    public Subject of(Client client, Subject subject) {
        return client.sector()
                .map(sector -> new Subject(digests.digest("sub", sector, subject.value())))
                .orElse(subject);
    }

    public SessionId of(Client client, SessionId session) {
        return client.sector()
                .map(sector -> new SessionId(digests.digest("sid", sector, session.value())))
                .orElse(session);
    }
}
