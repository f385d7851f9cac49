package dev.symbolon.server.configuration;

/** What an operator sets of the protocol: how long a sign-in lasts, and which parts of it are served. */
public record ProtocolSettings(SessionSettings sessions, Features features) {}
