package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.ApiScopes;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.DetailsJson;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.session.SessionId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;

final class SqlAuthorizations implements Authorizations {

    private static final String INSERT = """
            INSERT INTO authorizations (
                authorization_id, client_id, subject, session_id, authenticated_at, identity_scope, audience, api_scope, other_apis,
                details, generation, refreshed_at, expires_at, ended, attempt)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            """;

    /**
     * Whoever finds their own attempt in the row has begun it, if need be a moment ago over a connection that was lost. LIMIT keeps
     * PostgreSQL from looking at what was withdrawn before it has locked the row.
     */
    private static final String REDEEM = INSERT + """
            WHERE EXISTS (SELECT 1 FROM users WHERE subject = ? AND disabled = 0)
                AND NOT EXISTS (
                    SELECT 1 FROM (
                        SELECT withdrawn FROM consents WHERE subject = ? AND client_id = ? LIMIT 1 %s) AS standing
                    WHERE withdrawn = 1)
            ON CONFLICT (authorization_id) DO UPDATE SET attempt = excluded.attempt
            WHERE authorizations.attempt = excluded.attempt""";

    private static final String END_EVEN_BEFORE_IT_BEGINS =
            INSERT + "WHERE TRUE ON CONFLICT (authorization_id) DO UPDATE SET ended = 1";

    private static final String END = "UPDATE authorizations SET ended = 1 WHERE authorization_id = ? AND ended = 0";

    private static final String ROTATE = """
            UPDATE authorizations SET generation = ?, refreshed_at = ?
            WHERE authorization_id = ? AND generation = ? AND ended = 0 AND expires_at > ? AND refreshed_at > ?
                AND EXISTS (SELECT 1 FROM users WHERE users.subject = authorizations.subject AND users.disabled = 0)""";

    /** An authorization of an account that is disabled or gone counts as ended. */
    private static final String FIND = """
            SELECT authorization_id, client_id, authorizations.subject, session_id, authenticated_at, identity_scope,
                audience, api_scope, other_apis, details, generation, refreshed_at, expires_at,
                CASE WHEN users.disabled = 0 THEN ended ELSE 1 END
            FROM authorizations LEFT JOIN users ON users.subject = authorizations.subject
            WHERE authorization_id = ?""";

    private static final String STANDS = """
            SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM authorizations WHERE authorization_id = ? AND ended = 1)
                AND EXISTS (SELECT 1 FROM users WHERE subject = ? AND disabled = 0)
                AND NOT EXISTS (SELECT 1 FROM consents WHERE subject = ? AND client_id = ? AND withdrawn = 1)""";

    private final Database database;
    private final String redeem;

    SqlAuthorizations(Database database) {
        this.database = database;
        this.redeem = REDEEM.formatted(database.dialect().forShare());
    }

    @Override
    public Pending<Redemption> redeem(Authorization fresh) {
        String subject = fresh.approval().subject().value();
        String client = fresh.approval().client().value();
        List<Object> values = values(fresh);
        values.addAll(List.of(subject, subject, client));
        Pending<Integer> begun = database.begin(new Change(redeem, fresh.id().value(), values));
        return () -> begun.await() == 1 ? new Redemption.First(fresh) : refuse(fresh.id());
    }

    private Redemption refuse(AuthorizationId id) {
        return database.transaction(link -> {
            link.update(END, id.value());
            return find(link, id).isPresent() ? new Redemption.Again() : new Redemption.Over();
        });
    }

    @Override
    public Optional<Authorization> find(AuthorizationId id) {
        return database.read(link -> find(link, id));
    }

    private static Optional<Authorization> find(Link link, AuthorizationId id) throws SQLException {
        return link.first(FIND, SqlAuthorizations::authorization, id.value());
    }

    @Override
    public boolean stands(AuthorizationId id, Subject subject, ClientId client) {
        return database.read(link ->
                        link.first(STANDS, Row::flag, id.value(), subject.value(), subject.value(), client.value()))
                .isPresent();
    }

    @Override
    public Pending<Rotation> rotate(Authorization next, RefreshPolicy policy) {
        long now = next.refreshedAt().toEpochMilli();
        Pending<Integer> moved = database.begin(Change.of(
                ROTATE,
                next.id().value(),
                next.generation(),
                now,
                next.id().value(),
                policy.presented(next),
                now,
                next.refreshedAt().minus(policy.idle()).toEpochMilli()));
        return () -> moved.await() == 1 ? new Rotation.Rotated(next) : refuse(next, policy);
    }

    private Rotation refuse(Authorization next, RefreshPolicy policy) {
        return database.transaction(link -> {
            Optional<Authorization> alive = find(link, next.id())
                    .filter(found -> !found.ended() && found.expiresAt().isAfter(next.refreshedAt()))
                    .filter(found -> policy.presented(next) < found.generation());
            if (alive.isEmpty()) {
                return new Rotation.Over();
            }
            Authorization found = alive.get();
            boolean isRepeated = policy.presented(next) + 1 == found.generation();
            if (isRepeated && !found.refreshedAt().plus(policy.grace()).isBefore(next.refreshedAt())) {
                return new Rotation.Repeated(found);
            }
            link.update(END, found.id().value());
            return new Rotation.Reused(found.end());
        });
    }

    @Override
    public void end(Authorization authorization) {
        database.change(new Change(END_EVEN_BEFORE_IT_BEGINS, authorization.id().value(), values(authorization.end())));
    }

    private static List<Object> values(Authorization authorization) {
        Approval approval = authorization.approval();
        Permissions permissions = approval.permissions();
        return new ArrayList<>(List.of(
                authorization.id().value(),
                approval.client().value(),
                approval.subject().value(),
                approval.session().value(),
                approval.authenticatedAt().toEpochMilli(),
                permissions.identity().toString(),
                permissions.audience(),
                permissions.atFirst().api().toString(),
                others(permissions),
                DetailsJson.write(permissions.details())
                        .map(JsonObject::toString)
                        .orElse(""),
                authorization.generation(),
                authorization.refreshedAt().toEpochMilli(),
                authorization.expiresAt().toEpochMilli(),
                authorization.ended() ? 1 : 0,
                ThreadLocalRandom.current().nextLong()));
    }

    private static Authorization authorization(Row row) throws SQLException {
        return new Authorization(
                new AuthorizationId(row.text()), approval(row), row.number(), row.instant(), row.instant(), row.flag());
    }

    private static Approval approval(Row row) throws SQLException {
        return new Approval(
                new ClientId(row.text()),
                new Subject(row.text()),
                new SessionId(row.text()),
                row.instant(),
                new Permissions(Scope.parse(row.text()), row.optionalText().map(Audience::new), Scope.parse(row.text()))
                        .plus(others(row.text()))
                        .with(details(row.text())));
    }

    private static Map<Audience, AuthorizationDetails> details(String stored) {
        return DetailsJson.read(stored.isEmpty() ? Optional.empty() : Optional.of(JsonObject.parse(stored)));
    }

    /** The APIs after the first one, which hardly any authorization has: as JSON, or nothing. */
    private static String others(Permissions permissions) {
        return permissions.apis().size() > 1
                ? ApiScopes.write(permissions.others()).toString()
                : "";
    }

    private static SequencedMap<Audience, Scope> others(String stored) {
        return ApiScopes.read(stored.isEmpty() ? JsonObject.empty() : JsonObject.parse(stored));
    }
}
