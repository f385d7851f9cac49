package dev.symbolon.benchmark.load;

/** A server says that it has too much to do: 503 with {@code Retry-After}. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal() {
        super("503 with Retry-After", null, false, false);
    }
}
