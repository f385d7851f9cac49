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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what happens: one line of the log per event, and whatever else wants to know.
 *
 * <p>The loggers are {@code symbolon.session}, {@code symbolon.client}, {@code symbolon.consent}, {@code symbolon.token},
 * {@code symbolon.refusal}, {@code symbolon.key} and {@code symbolon.fault}. What asks for a person's attention is a warning, a fault of our own an error.
 */
public final class Audit {

    /** The line is an argument, so that an encoder may have its parts. */
    private static final String LINE = "{}";

    private static final Logger SESSION = LoggerFactory.getLogger("symbolon.session");
    private static final Logger CONSENT = LoggerFactory.getLogger("symbolon.consent");
    private static final Logger CLIENT = LoggerFactory.getLogger("symbolon.client");
    private static final Logger TOKEN = LoggerFactory.getLogger("symbolon.token");
    private static final Logger REFUSAL = LoggerFactory.getLogger("symbolon.refusal");
    private static final Logger KEY = LoggerFactory.getLogger("symbolon.key");
    private static final Logger FAULT = LoggerFactory.getLogger("symbolon.fault");

    private final Supplier<Optional<String>> trace;
    private final Consumer<AuditEvent> listener;

    public Audit() {
        this(event -> {});
    }

    /** @param listener is told every event after it is logged */
    public Audit(Consumer<AuditEvent> listener) {
        this(Optional::empty, listener);
    }

    /**
     * @param trace the id of the trace that what happens now belongs to, if there is one
     * @param listener is told every event after it is logged
     */
    public Audit(Supplier<Optional<String>> trace, Consumer<AuditEvent> listener) {
        this.trace = trace;
        this.listener = listener;
    }

    public void record(AuditEvent event) {
        LogLine line = EventLines.of(event).with("trace_id", trace.get());
        switch (event) {
            case SignedIn _, SignInFailed _, SignedOut _, LogoutDelivered _ -> SESSION.info(LINE, line);
            case LogoutUndelivered _, PingUndelivered _ -> SESSION.warn(LINE, line);
            case ClientRegistered _, ClientChanged _, ClientRemoved _ -> CLIENT.info(LINE, line);
            case ConsentGiven _, ConsentDenied _, ConsentWithdrawn _ -> CONSENT.info(LINE, line);
            case Authorized _, TokensIssued _, TokenExchanged _, TokenRevoked _, UserinfoGiven _ ->
                TOKEN.info(LINE, line);
            case CodeReplayed _, RefreshTokenReused _ -> TOKEN.warn(LINE, line);
            case Refused _ -> REFUSAL.info(LINE, line);
            case KeyAnnounced _, KeyRemoved _, CertificateChanged _ -> KEY.info(LINE, line);
            case CertificateUnusable _ -> KEY.warn(LINE, line);
            case ClockDoubted _, Unavailable _ -> FAULT.warn(LINE, line);
            case Failed failed -> FAULT.error(LINE, line, LoggedCause.of(failed.cause()));
        }
        listener.accept(event);
    }
}
