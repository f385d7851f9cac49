package dev.symbolon.server.configuration;

/**
 * What an operator sets of the protocol: how long a sign-in lasts, which parts of it are served, where requests of the
 * provider's own may go, and who may register applications.
 */
public record ProtocolSettings(
        SessionSettings sessions, Features features, OutboundSettings outbound, RegistrationSettings registration) {}
