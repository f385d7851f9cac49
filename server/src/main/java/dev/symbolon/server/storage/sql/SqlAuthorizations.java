package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

final class SqlAuthorizations implements Authorizations {

    private static final String INSERT = """
            INSERT INTO authorizations (
                authorization_id, client_id, subject, session_id, authenticated_at, identity_scope, audience, api_scope,
                generation, refreshed_at, expires_at, ended)
            SELECT
                :authorization_id, :client_id, :subject, :session_id, :authenticated_at, :identity_scope, :audience,
                :api_scope, :generation, :refreshed_at, :expires_at, :ended
            """;

    private static final String IF_STILL_ALLOWED = """
            WHERE EXISTS (SELECT 1 FROM users WHERE subject = :subject AND disabled = 0)
                AND NOT EXISTS (
                    SELECT 1 FROM consents WHERE subject = :subject AND client_id = :client_id AND withdrawn = 1)
            """;

    private final Database database;

    SqlAuthorizations(Database database) {
        this.database = database;
    }

    @Override
    public Redemption redeem(Authorization fresh) {
        return database.write(handle -> {
            int inserted = bound(
                            handle.createUpdate(
                                    INSERT + IF_STILL_ALLOWED + "ON CONFLICT (authorization_id) DO NOTHING"),
                            fresh)
                    .execute();
            if (inserted == 1) {
                return new Redemption.First(fresh);
            }
            end(handle, fresh.id());
            return find(handle, fresh.id()).isPresent() ? new Redemption.Again() : new Redemption.Over();
        });
    }

    @Override
    public Optional<Authorization> find(AuthorizationId id) {
        return database.read(handle -> find(handle, id));
    }

    /** An authorization of an account that is disabled or gone counts as ended. */
    private static Optional<Authorization> find(Handle handle, AuthorizationId id) {
        return handle.createQuery("""
                        SELECT authorizations.*, COALESCE(users.disabled, 1) AS account_disabled
                        FROM authorizations LEFT JOIN users ON users.subject = authorizations.subject
                        WHERE authorization_id = :authorization_id""")
                .bind("authorization_id", id.value())
                .map((row, context) ->
                        authorization(row, row.getInt("ended") != 0 || row.getInt("account_disabled") != 0))
                .findFirst();
    }

    @Override
    public boolean stands(AuthorizationId id, Subject subject, ClientId client) {
        return database.read(handle -> handle.createQuery("""
                        SELECT 1 WHERE NOT EXISTS (
                                SELECT 1 FROM authorizations WHERE authorization_id = :authorization_id AND ended = 1)
                            AND EXISTS (SELECT 1 FROM users WHERE subject = :subject AND disabled = 0)
                            AND NOT EXISTS (
                                SELECT 1 FROM consents
                                WHERE subject = :subject AND client_id = :client_id AND withdrawn = 1)""")
                .bind("authorization_id", id.value())
                .bind("subject", subject.value())
                .bind("client_id", client.value())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
    }

    @Override
    public Rotation rotate(AuthorizationId id, int generation, RefreshPolicy policy, Instant now) {
        return database.write(handle -> advance(handle, id, generation, policy, now)
                .<Rotation>map(Rotation.Rotated::new)
                .orElseGet(() -> refuse(handle, id, generation, policy, now)));
    }

    private static Optional<Authorization> advance(
            Handle handle, AuthorizationId id, int generation, RefreshPolicy policy, Instant now) {
        return handle.createQuery("""
                        UPDATE authorizations SET generation = generation + 1, refreshed_at = :now
                        WHERE authorization_id = :authorization_id AND generation = :generation AND ended = 0
                            AND expires_at > :now AND refreshed_at > :idle_since
                            AND EXISTS (
                                SELECT 1 FROM users WHERE users.subject = authorizations.subject AND users.disabled = 0)
                        RETURNING *""")
                .bind("authorization_id", id.value())
                .bind("generation", generation)
                .bind("now", now.toEpochMilli())
                .bind("idle_since", now.minus(policy.idle()).toEpochMilli())
                .map((row, context) -> authorization(row, false))
                .findFirst();
    }

    private static Rotation refuse(
            Handle handle, AuthorizationId id, int generation, RefreshPolicy policy, Instant now) {
        Optional<Authorization> alive = find(handle, id)
                .filter(found -> !found.ended() && found.expiresAt().isAfter(now))
                .filter(found -> generation < found.generation());
        if (alive.isEmpty()) {
            return new Rotation.Over();
        }
        Authorization authorization = alive.get();
        boolean isPredecessor = generation + 1 == authorization.generation();
        if (isPredecessor && !authorization.refreshedAt().plus(policy.grace()).isBefore(now)) {
            return new Rotation.Repeated(authorization);
        }
        end(handle, id);
        return new Rotation.Reused(authorization.end());
    }

    @Override
    public void end(Authorization authorization) {
        database.write(handle -> bound(
                        handle.createUpdate(
                                INSERT + "WHERE TRUE ON CONFLICT (authorization_id) DO UPDATE SET ended = 1"),
                        authorization.end())
                .execute());
    }

    private static void end(Handle handle, AuthorizationId id) {
        handle.createUpdate(
                        "UPDATE authorizations SET ended = 1 WHERE authorization_id = :authorization_id AND ended = 0")
                .bind("authorization_id", id.value())
                .execute();
    }

    @Override
    public void endAll(Subject subject, ClientId client) {
        database.write(handle -> handle.createUpdate("""
                        UPDATE authorizations SET ended = 1
                        WHERE subject = :subject AND client_id = :client_id AND ended = 0""")
                .bind("subject", subject.value())
                .bind("client_id", client.value())
                .execute());
    }

    private static Update bound(Update statement, Authorization authorization) {
        Approval approval = authorization.approval();
        Permissions permissions = approval.permissions();
        return statement
                .bind("authorization_id", authorization.id().value())
                .bind("client_id", approval.client().value())
                .bind("subject", approval.subject().value())
                .bind("session_id", approval.session().value())
                .bind("authenticated_at", approval.authenticatedAt().toEpochMilli())
                .bind("identity_scope", permissions.identity().toString())
                .bind("audience", permissions.audience().map(Audience::value))
                .bind("api_scope", permissions.api().toString())
                .bind("generation", authorization.generation())
                .bind("refreshed_at", authorization.refreshedAt().toEpochMilli())
                .bind("expires_at", authorization.expiresAt().toEpochMilli())
                .bind("ended", authorization.ended() ? 1 : 0);
    }

    private static Authorization authorization(ResultSet row, boolean ended) throws SQLException {
        return new Authorization(
                new AuthorizationId(row.getString("authorization_id")),
                approval(row),
                row.getInt("generation"),
                Instant.ofEpochMilli(row.getLong("refreshed_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                ended);
    }

    private static Approval approval(ResultSet row) throws SQLException {
        return new Approval(
                new ClientId(row.getString("client_id")),
                new Subject(row.getString("subject")),
                new SessionId(row.getString("session_id")),
                Instant.ofEpochMilli(row.getLong("authenticated_at")),
                new Permissions(
                        Scope.parse(row.getString("identity_scope")),
                        Optional.ofNullable(row.getString("audience")).map(Audience::new),
                        Scope.parse(row.getString("api_scope"))));
    }
}
