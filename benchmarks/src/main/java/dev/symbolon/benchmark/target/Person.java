package dev.symbolon.benchmark.target;

/** Somebody with an account. */
public record Person(String username, String password) {

    /** The password does not print. */
    @Override
    public String toString() {
        return "Person[" + username + "]";
    }
}
