package dev.symbolon.server.authorization;

/** What a person has said to a request that waits for them. */
public sealed interface Decision {

    /** Nothing yet. */
    record Pending() implements Decision {}

    record Allowed(Approval approval) implements Decision {}

    record Denied() implements Decision {}
}
