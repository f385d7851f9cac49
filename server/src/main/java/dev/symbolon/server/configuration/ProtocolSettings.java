package dev.symbolon.server.configuration;

/**
 * What an operator sets of the protocol: how long a sign-in lasts, which parts of it are served, where requests of the
 * provider's own may go, who may register applications, and where clients show certificates.
 */
public record ProtocolSettings(
        SessionSettings sessions,
        Features features,
        OutboundSettings outbound,
        RegistrationSettings registration,
        MtlsSettings mtls) {

    /** Where no client shows a certificate. */
    public ProtocolSettings(
            SessionSettings sessions, Features features, OutboundSettings outbound, RegistrationSettings registration) {
        this(sessions, features, outbound, registration, MtlsSettings.OFF);
    }
}
