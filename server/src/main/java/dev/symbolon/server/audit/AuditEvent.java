package dev.symbolon.server.audit;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that an operator may want to know. No event holds a secret, token, code or password. */
public sealed interface AuditEvent {

    /** The names of all events. */
    List<String> NAMES = List.of(
            "signed_in",
            "sign_in_failed",
            "signed_out",
            "logout_delivered",
            "logout_undelivered",
            "ping_undelivered",
            "consent_given",
            "consent_denied",
            "consent_withdrawn",
            "authorized",
            "tokens_issued",
            "token_exchanged",
            "token_revoked",
            "userinfo_given",
            "client_registered",
            "client_changed",
            "client_removed",
            "code_replayed",
            "refresh_token_reused",
            "refused",
            "key_announced",
            "key_removed",
            "certificate_changed",
            "certificate_unusable",
            "clock_doubted",
            "unavailable",
            "failed");

    /** Its name in log and metrics. */
    default String name() {
        return switch (this) {
            case SignedIn _ -> "signed_in";
            case SignInFailed _ -> "sign_in_failed";
            case SignedOut _ -> "signed_out";
            case LogoutDelivered _ -> "logout_delivered";
            case LogoutUndelivered _ -> "logout_undelivered";
            case PingUndelivered _ -> "ping_undelivered";
            case ConsentGiven _ -> "consent_given";
            case ConsentDenied _ -> "consent_denied";
            case ConsentWithdrawn _ -> "consent_withdrawn";
            case Authorized _ -> "authorized";
            case TokensIssued _ -> "tokens_issued";
            case TokenExchanged _ -> "token_exchanged";
            case TokenRevoked _ -> "token_revoked";
            case UserinfoGiven _ -> "userinfo_given";
            case ClientRegistered _ -> "client_registered";
            case ClientChanged _ -> "client_changed";
            case ClientRemoved _ -> "client_removed";
            case CodeReplayed _ -> "code_replayed";
            case RefreshTokenReused _ -> "refresh_token_reused";
            case Refused _ -> "refused";
            case KeyAnnounced _ -> "key_announced";
            case KeyRemoved _ -> "key_removed";
            case CertificateChanged _ -> "certificate_changed";
            case CertificateUnusable _ -> "certificate_unusable";
            case ClockDoubted _ -> "clock_doubted";
            case Unavailable _ -> "unavailable";
            case Failed _ -> "failed";
        };
    }

    /** @param client which the person has signed in for; absent if for a page of the provider's own */
    record SignedIn(Subject subject, Optional<ClientId> client, String remoteAddress) implements AuditEvent {}

    /** @param subject whose account it was, if there is one of the name that was given */
    record SignInFailed(Optional<Subject> subject, String remoteAddress, String reason) implements AuditEvent {}

    record SignedOut(Subject subject) implements AuditEvent {}

    /** A client has been told that a session of the person is over. */
    record LogoutDelivered(Subject subject, ClientId client) implements AuditEvent {}

    /** A client will never be told that a session of the person is over. */
    record LogoutUndelivered(Subject subject, ClientId client, int attempts, String reason) implements AuditEvent {}

    /** A client will not be told that a person has decided; it may ask. */
    record PingUndelivered(ClientId client, int attempts, String reason) implements AuditEvent {}

    record ConsentGiven(Subject subject, ClientId client, String scope) implements AuditEvent {}

    record ConsentDenied(Subject subject, ClientId client) implements AuditEvent {}

    record ConsentWithdrawn(Subject subject, ClientId client) implements AuditEvent {}

    record TokensIssued(Optional<Subject> subject, ClientId client, String grantType, String scope)
            implements AuditEvent {}

    /**
     * A client has got a token in exchange for another, and can call an API in the name of its subject.
     *
     * @param of the client to whom that other token was issued
     * @param actor who the new token says acts for the subject
     */
    record TokenExchanged(
            Subject subject, ClientId client, ClientId of, Optional<String> actor, Audience audience, String scope)
            implements AuditEvent {}

    record Authorized(Subject subject, ClientId client, String responseType, String scope) implements AuditEvent {}

    record CodeReplayed(ClientId client, String authorization) implements AuditEvent {}

    /**
     * A client has taken a token back, and with it everything of the same authorization.
     *
     * @param token which kind it was: {@code access_token} or {@code refresh_token}
     */
    record TokenRevoked(Subject subject, ClientId client, String token, String authorization) implements AuditEvent {}

    /** @param interaction what the client, or the provider for it, has called the request (FAPI 1 Baseline §6.2.1-12) */
    record UserinfoGiven(Subject subject, ClientId client, String interaction) implements AuditEvent {}

    /** An application has registered itself. */
    record ClientRegistered(ClientId client, String remoteAddress) implements AuditEvent {}

    /** An application has changed its own registration. */
    record ClientChanged(ClientId client) implements AuditEvent {}

    /** An application has ended its own registration. */
    record ClientRemoved(ClientId client) implements AuditEvent {}

    record RefreshTokenReused(ClientId client, String authorization) implements AuditEvent {}

    /** @param endpoint the path that refused */
    record Refused(String endpoint, Optional<ClientId> client, ErrorCode error, String detail, String reference)
            implements AuditEvent {}

    record KeyAnnounced(String algorithm, String keyId) implements AuditEvent {}

    record KeyRemoved(String algorithm, String keyId) implements AuditEvent {}

    /** @param setting which names the file that holds another certificate now */
    record CertificateChanged(String setting) implements AuditEvent {}

    /** The file holds no certificate any more that can be used; the one of before is used on. */
    record CertificateUnusable(String setting, String reason) implements AuditEvent {}

    /** The clock says that more time has passed than the keys know of. Nothing that has expired is removed meanwhile. */
    record ClockDoubted(Instant now) implements AuditEvent {}

    /** Something that the provider needs, its database for instance, does not answer. */
    record Unavailable(String endpoint, Throwable cause) implements AuditEvent {}

    /** A fault of our own. */
    record Failed(String endpoint, String reference, Throwable cause) implements AuditEvent {}
}
