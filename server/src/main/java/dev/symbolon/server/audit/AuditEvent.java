package dev.symbolon.server.audit;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Subject;
import java.util.Optional;

/** Something that an operator may want to know. No event holds a secret, token, code or password. */
public sealed interface AuditEvent {

    record SignedIn(Subject subject, ClientId client, String remoteAddress) implements AuditEvent {}

    /** @param subject whose account it was, if there is one of the name that was given */
    record SignInFailed(Optional<Subject> subject, String remoteAddress, String reason) implements AuditEvent {}

    record SignedOut(Subject subject) implements AuditEvent {}

    record ConsentGiven(Subject subject, ClientId client, String scope) implements AuditEvent {}

    record ConsentDenied(Subject subject, ClientId client) implements AuditEvent {}

    record ConsentWithdrawn(Subject subject, ClientId client) implements AuditEvent {}

    record TokensIssued(Optional<Subject> subject, ClientId client, String grantType, String scope)
            implements AuditEvent {}

    record Authorized(Subject subject, ClientId client, String responseType, String scope) implements AuditEvent {}

    record CodeReplayed(ClientId client, String authorization) implements AuditEvent {}

    record RefreshTokenReused(ClientId client, String authorization) implements AuditEvent {}

    /** @param endpoint the path that refused */
    record Refused(String endpoint, Optional<ClientId> client, ErrorCode error, String detail, String reference)
            implements AuditEvent {}

    record KeyAnnounced(String algorithm, String keyId) implements AuditEvent {}

    record KeyRemoved(String algorithm, String keyId) implements AuditEvent {}

    /** Something that the provider needs, its database for instance, does not answer. */
    record Unavailable(String endpoint, Throwable cause) implements AuditEvent {}

    /** A fault of our own. */
    record Failed(String endpoint, String reference, Throwable cause) implements AuditEvent {}
}
