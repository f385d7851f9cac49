package dev.symbolon.example.api;

/** Says why a report is not taken; an answer, not a fault. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String description;

    Refusal(int status, String description) {
        super(description, null, false, false);
        this.status = status;
        this.description = description;
    }

    int status() {
        return status;
    }

    String description() {
        return description;
    }
}
