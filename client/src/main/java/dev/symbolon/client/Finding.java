package dev.symbolon.client;

/** What looking at one thing brought up. */
sealed interface Finding {

    record Holds(String detail) implements Finding {}

    record DoesNotApply(String detail) implements Finding {}

    record Fails(Reason reason, String detail) implements Finding {}
}
