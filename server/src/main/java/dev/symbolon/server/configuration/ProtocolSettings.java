package dev.symbolon.server.configuration;

/**
 * What an operator sets of the protocol: how long a sign-in lasts, which parts of it are served, and where requests of the
 * provider's own may go.
 */
public record ProtocolSettings(SessionSettings sessions, Features features, OutboundSettings outbound) {}
