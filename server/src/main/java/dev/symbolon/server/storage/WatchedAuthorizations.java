package dev.symbolon.server.storage;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.Pending;
import java.util.Optional;

/** Of what is pending the wait is watched: the rest of the time goes by beside other work. */
record WatchedAuthorizations(Authorizations authorizations, Activities verbs) implements Authorizations {

    @Override
    public Pending<Redemption> redeem(Authorization fresh) {
        Pending<Redemption> redemption = authorizations.redeem(fresh);
        return () -> verbs.run("authorizations.redeem", redemption::await);
    }

    @Override
    public Optional<Authorization> find(AuthorizationId id) {
        return verbs.run("authorizations.find", () -> authorizations.find(id));
    }

    @Override
    public boolean stands(AuthorizationId id, Subject subject, ClientId client) {
        return verbs.run("authorizations.stands", () -> authorizations.stands(id, subject, client));
    }

    @Override
    public Pending<Rotation> rotate(Authorization next, RefreshPolicy policy) {
        Pending<Rotation> rotation = authorizations.rotate(next, policy);
        return () -> verbs.run("authorizations.rotate", rotation::await);
    }

    @Override
    public void end(Authorization authorization) {
        verbs.run("authorizations.end", () -> authorizations.end(authorization));
    }
}
