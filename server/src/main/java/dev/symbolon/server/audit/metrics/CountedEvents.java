package dev.symbolon.server.audit.metrics;

import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.audit.Metric;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Counts events, and of some of them what they say. */
final class CountedEvents implements Consumer<AuditEvent> {

    private static final String OTHER = "other";

    private final Metrics metrics;
    private final Supplier<Set<String>> routes;

    CountedEvents(Metrics metrics, Supplier<Set<String>> routes) {
        this.metrics = metrics;
        this.routes = routes;
        AuditEvent.NAMES.forEach(name -> metrics.add(Metric.EVENTS, 0, name));
    }

    @Override
    public void accept(AuditEvent event) {
        metrics.count(Metric.EVENTS, event.name());
        switch (event) {
            case AuditEvent.Authorized authorized -> metrics.count(Metric.AUTHORIZATIONS, authorized.responseType());
            case AuditEvent.TokensIssued issued -> metrics.count(Metric.TOKENS, issued.grantType());
            case AuditEvent.Refused refused ->
                metrics.count(
                        Metric.REFUSALS,
                        route(refused.endpoint()),
                        refused.error().code());
            case AuditEvent.SignInFailed failed -> metrics.count(Metric.SIGN_IN_FAILURES, failed.reason());
            case AuditEvent.SignedIn _,
                    AuditEvent.SignedOut _,
                    AuditEvent.LogoutDelivered _,
                    AuditEvent.LogoutUndelivered _,
                    AuditEvent.PingUndelivered _,
                    AuditEvent.ConsentGiven _,
                    AuditEvent.ConsentDenied _,
                    AuditEvent.ConsentWithdrawn _,
                    AuditEvent.TokenExchanged _,
                    AuditEvent.TokenRevoked _,
                    AuditEvent.UserinfoGiven _,
                    AuditEvent.ClientRegistered _,
                    AuditEvent.ClientChanged _,
                    AuditEvent.ClientRemoved _,
                    AuditEvent.CodeReplayed _,
                    AuditEvent.RefreshTokenReused _,
                    AuditEvent.KeyAnnounced _,
                    AuditEvent.KeyRemoved _,
                    AuditEvent.CertificateChanged _,
                    AuditEvent.CertificateUnusable _,
                    AuditEvent.ClockDoubted _,
                    AuditEvent.Unavailable _,
                    AuditEvent.Failed _ -> {}
        }
    }

    /** The path of a refusal is the stranger's own where it is none of ours. */
    private String route(String path) {
        return routes.get().contains(path) ? path : OTHER;
    }
}
