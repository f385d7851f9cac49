package dev.symbolon.server.audit;

import dev.symbolon.server.audit.AuditEvent.Authorized;
import dev.symbolon.server.audit.AuditEvent.CodeReplayed;
import dev.symbolon.server.audit.AuditEvent.ConsentDenied;
import dev.symbolon.server.audit.AuditEvent.ConsentGiven;
import dev.symbolon.server.audit.AuditEvent.ConsentWithdrawn;
import dev.symbolon.server.audit.AuditEvent.Failed;
import dev.symbolon.server.audit.AuditEvent.KeyAnnounced;
import dev.symbolon.server.audit.AuditEvent.KeyRemoved;
import dev.symbolon.server.audit.AuditEvent.RefreshTokenReused;
import dev.symbolon.server.audit.AuditEvent.Refused;
import dev.symbolon.server.audit.AuditEvent.SignInFailed;
import dev.symbolon.server.audit.AuditEvent.SignedIn;
import dev.symbolon.server.audit.AuditEvent.SignedOut;
import dev.symbolon.server.audit.AuditEvent.TokensIssued;
import dev.symbolon.server.audit.AuditEvent.Unavailable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what happens: one line of the log per event, and whatever else wants to know.
 *
 * <p>The loggers are {@code symbolon.session}, {@code symbolon.consent}, {@code symbolon.token}, {@code symbolon.refusal},
 * {@code symbolon.key} and {@code symbolon.fault}. What asks for a person's attention is a warning, a fault of our own an error.
 */
public final class Audit {

    private static final Logger SESSION = LoggerFactory.getLogger("symbolon.session");
    private static final Logger CONSENT = LoggerFactory.getLogger("symbolon.consent");
    private static final Logger TOKEN = LoggerFactory.getLogger("symbolon.token");
    private static final Logger REFUSAL = LoggerFactory.getLogger("symbolon.refusal");
    private static final Logger KEY = LoggerFactory.getLogger("symbolon.key");
    private static final Logger FAULT = LoggerFactory.getLogger("symbolon.fault");

    private final Consumer<AuditEvent> listener;

    public Audit() {
        this(event -> {});
    }

    /** @param listener is told every event after it is logged */
    public Audit(Consumer<AuditEvent> listener) {
        this.listener = listener;
    }

    public void record(AuditEvent event) {
        String line = line(event).toString();
        switch (event) {
            case SignedIn _, SignInFailed _, SignedOut _ -> SESSION.info(line);
            case ConsentGiven _, ConsentDenied _, ConsentWithdrawn _ -> CONSENT.info(line);
            case Authorized _, TokensIssued _ -> TOKEN.info(line);
            case CodeReplayed _, RefreshTokenReused _ -> TOKEN.warn(line);
            case Refused _ -> REFUSAL.info(line);
            case KeyAnnounced _, KeyRemoved _ -> KEY.info(line);
            case Unavailable _ -> FAULT.warn(line);
            case Failed failed -> FAULT.error(line, LoggedCause.of(failed.cause()));
        }
        listener.accept(event);
    }

    private static LogLine line(AuditEvent event) {
        return switch (event) {
            case SignedIn(var subject, var client, var address) ->
                new LogLine("signed_in")
                        .with("subject", subject)
                        .with("client", client)
                        .with("address", address);
            case SignInFailed(var subject, var address, var reason) ->
                new LogLine("sign_in_failed")
                        .with("subject", subject)
                        .with("address", address)
                        .with("reason", reason);
            case SignedOut(var subject) -> new LogLine("signed_out").with("subject", subject);
            case ConsentGiven(var subject, var client, var scope) ->
                new LogLine("consent_given")
                        .with("subject", subject)
                        .with("client", client)
                        .with("scope", scope);
            case ConsentDenied(var subject, var client) ->
                new LogLine("consent_denied").with("subject", subject).with("client", client);
            case ConsentWithdrawn(var subject, var client) ->
                new LogLine("consent_withdrawn").with("subject", subject).with("client", client);
            case Authorized(var subject, var client, var responseType, var scope) ->
                new LogLine("authorized")
                        .with("subject", subject)
                        .with("client", client)
                        .with("response_type", responseType)
                        .with("scope", scope);
            case TokensIssued(var subject, var client, var grantType, var scope) ->
                new LogLine("tokens_issued")
                        .with("subject", subject)
                        .with("client", client)
                        .with("grant_type", grantType)
                        .with("scope", scope);
            case CodeReplayed(var client, var authorization) ->
                new LogLine("code_replayed").with("client", client).with("authorization", authorization);
            case RefreshTokenReused(var client, var authorization) ->
                new LogLine("refresh_token_reused").with("client", client).with("authorization", authorization);
            case Refused(var endpoint, var client, var error, var detail, var reference) ->
                new LogLine("refused")
                        .with("endpoint", endpoint)
                        .with("client", client)
                        .with("error", error.code())
                        .with("detail", detail)
                        .with("reference", reference);
            case KeyAnnounced(var algorithm, var keyId) ->
                new LogLine("key_announced").with("algorithm", algorithm).with("kid", keyId);
            case KeyRemoved(var algorithm, var keyId) ->
                new LogLine("key_removed").with("algorithm", algorithm).with("kid", keyId);
            case Unavailable(var endpoint, var cause) ->
                new LogLine("unavailable").with("endpoint", endpoint).with("cause", cause);
            case Failed(var endpoint, var reference, var cause) ->
                new LogLine("failed")
                        .with("endpoint", endpoint)
                        .with("reference", reference)
                        .with("cause", cause);
        };
    }
}
