package dev.symbolon.benchmark.growth;

/** How much there is in a database. */
public record Size(int users, int clients, int authorizations) {

    /** That of a provider which has hardly begun. */
    public static final Size SMALL = new Size(1_000, 1_000, 1_000);

    /** That of a provider which has been there for years. */
    public static final Size FULL = new Size(1_000_000, 100_000, 10_000_000);

    /** For people. */
    @Override
    public String toString() {
        return "%,d users, %,d clients, %,d authorizations".formatted(users, clients, authorizations);
    }
}
