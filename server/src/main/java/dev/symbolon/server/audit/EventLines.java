package dev.symbolon.server.audit;

import dev.symbolon.server.audit.AuditEvent.Authorized;
import dev.symbolon.server.audit.AuditEvent.CertificateChanged;
import dev.symbolon.server.audit.AuditEvent.CertificateUnusable;
import dev.symbolon.server.audit.AuditEvent.ClientChanged;
import dev.symbolon.server.audit.AuditEvent.ClientRegistered;
import dev.symbolon.server.audit.AuditEvent.ClientRemoved;
import dev.symbolon.server.audit.AuditEvent.ClockDoubted;
import dev.symbolon.server.audit.AuditEvent.CodeReplayed;
import dev.symbolon.server.audit.AuditEvent.ConsentDenied;
import dev.symbolon.server.audit.AuditEvent.ConsentGiven;
import dev.symbolon.server.audit.AuditEvent.ConsentWithdrawn;
import dev.symbolon.server.audit.AuditEvent.Failed;
import dev.symbolon.server.audit.AuditEvent.KeyAnnounced;
import dev.symbolon.server.audit.AuditEvent.KeyRemoved;
import dev.symbolon.server.audit.AuditEvent.LogoutDelivered;
import dev.symbolon.server.audit.AuditEvent.LogoutUndelivered;
import dev.symbolon.server.audit.AuditEvent.PingUndelivered;
import dev.symbolon.server.audit.AuditEvent.RefreshTokenReused;
import dev.symbolon.server.audit.AuditEvent.Refused;
import dev.symbolon.server.audit.AuditEvent.SignInFailed;
import dev.symbolon.server.audit.AuditEvent.SignedIn;
import dev.symbolon.server.audit.AuditEvent.SignedOut;
import dev.symbolon.server.audit.AuditEvent.TokenExchanged;
import dev.symbolon.server.audit.AuditEvent.TokenRevoked;
import dev.symbolon.server.audit.AuditEvent.TokensIssued;
import dev.symbolon.server.audit.AuditEvent.Unavailable;
import dev.symbolon.server.audit.AuditEvent.UserinfoGiven;

/** What the log says of events. */
final class EventLines {

    private EventLines() {}

    static LogLine of(AuditEvent event) {
        LogLine line = new LogLine(event.name());
        return switch (event) {
            case SignedIn(var subject, var client, var address) ->
                line.with("subject", subject).with("client", client).with("address", address);
            case SignInFailed(var subject, var address, var reason) ->
                line.with("subject", subject).with("address", address).with("reason", reason);
            case SignedOut(var subject) -> line.with("subject", subject);
            case LogoutDelivered(var subject, var client) ->
                line.with("subject", subject).with("client", client);
            case LogoutUndelivered(var subject, var client, var attempts, var reason) ->
                line.with("subject", subject)
                        .with("client", client)
                        .with("attempts", attempts)
                        .with("reason", reason);
            case PingUndelivered(var client, var attempts, var reason) ->
                line.with("client", client).with("attempts", attempts).with("reason", reason);
            case ConsentGiven(var subject, var client, var scope) ->
                line.with("subject", subject).with("client", client).with("scope", scope);
            case ConsentDenied(var subject, var client) ->
                line.with("subject", subject).with("client", client);
            case ConsentWithdrawn(var subject, var client) ->
                line.with("subject", subject).with("client", client);
            case Authorized(var subject, var client, var responseType, var scope) ->
                line.with("subject", subject)
                        .with("client", client)
                        .with("response_type", responseType)
                        .with("scope", scope);
            case TokensIssued(var subject, var client, var grantType, var scope) ->
                line.with("subject", subject)
                        .with("client", client)
                        .with("grant_type", grantType)
                        .with("scope", scope);
            case TokenExchanged(var subject, var client, var of, var actor, var audience, var scope) ->
                line.with("subject", subject)
                        .with("client", client)
                        .with("of", of)
                        .with("actor", actor)
                        .with("audience", audience)
                        .with("scope", scope);
            case TokenRevoked(var subject, var client, var token, var authorization) ->
                line.with("subject", subject)
                        .with("client", client)
                        .with("token", token)
                        .with("authorization", authorization);
            case UserinfoGiven(var subject, var client, var interaction) ->
                line.with("subject", subject).with("client", client).with("interaction", interaction);
            case ClientRegistered(var client, var address) ->
                line.with("client", client).with("address", address);
            case ClientChanged(var client) -> line.with("client", client);
            case ClientRemoved(var client) -> line.with("client", client);
            case CodeReplayed(var client, var authorization) ->
                line.with("client", client).with("authorization", authorization);
            case RefreshTokenReused(var client, var authorization) ->
                line.with("client", client).with("authorization", authorization);
            case Refused(var endpoint, var client, var error, var detail, var reference) ->
                line.with("endpoint", endpoint)
                        .with("client", client)
                        .with("error", error.code())
                        .with("detail", detail)
                        .with("reference", reference);
            case KeyAnnounced(var algorithm, var keyId) ->
                line.with("algorithm", algorithm).with("kid", keyId);
            case KeyRemoved(var algorithm, var keyId) ->
                line.with("algorithm", algorithm).with("kid", keyId);
            case CertificateChanged(var setting) -> line.with("setting", setting);
            case CertificateUnusable(var setting, var reason) ->
                line.with("setting", setting)
                        .with("reason", reason)
                        .with("consequence", "the certificate of before is used on");
            case ClockDoubted(var now) -> line.with("now", now).with("consequence", "what has expired is kept for now");
            case Unavailable(var endpoint, var cause) ->
                line.with("endpoint", endpoint).with("cause", cause);
            case Failed(var endpoint, var reference, var cause) ->
                line.with("endpoint", endpoint).with("reference", reference).with("cause", cause);
        };
    }
}
