package dev.symbolon.server.storage.sql;

/** A change that waits for a writer. */
final class PendingChange extends PendingWrite<Integer> {

    private final Change change;

    PendingChange(Change change) {
        super(change);
        this.change = change;
    }

    Change change() {
        return change;
    }
}
