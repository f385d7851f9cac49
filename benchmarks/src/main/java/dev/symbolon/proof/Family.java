package dev.symbolon.proof;

import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A code and all that has come of it, as its application knows it. For one thread at a time. */
final class Family {

    /** Shorter than the provider's own limit by what a slow machine may need to ask. */
    private static final Duration CODE_IS_GOOD = Duration.ofSeconds(45);

    /** What has become of something that was asked for once. */
    enum Progress {
        NOT_ASKED,
        /** Asked for, and no answer: nobody knows. */
        UNKNOWN,
        ACKNOWLEDGED
    }

    private final Application application;
    private final String code;
    private final Instant issuedAt;
    private Progress redemption = Progress.NOT_ASKED;
    private Progress revocation = Progress.NOT_ASKED;
    private Optional<Tokens> newest = Optional.empty();
    private Optional<String> predecessor = Optional.empty();
    private int generation;
    private boolean refreshing;

    Family(Application application, String code) {
        this.application = application;
        this.code = code;
        this.issuedAt = Instant.now();
    }

    Application application() {
        return application;
    }

    String code() {
        return code;
    }

    boolean isCodeGood() {
        return issuedAt.plus(CODE_IS_GOOD).isAfter(Instant.now());
    }

    Progress redemption() {
        return redemption;
    }

    Progress revocation() {
        return revocation;
    }

    /** Whether there are tokens that nobody has tried to revoke. */
    boolean isAlive() {
        return newest.isPresent() && revocation == Progress.NOT_ASKED;
    }

    /** How many refresh tokens have been received after the first one. */
    int generation() {
        return generation;
    }

    /** Whether a refresh was asked for, and no answer came. */
    boolean isRefreshing() {
        return refreshing;
    }

    String refreshToken() {
        return newest.flatMap(Tokens::refreshToken)
                .orElseThrow(() -> new IllegalStateException("there is no refresh token yet"));
    }

    String accessToken() {
        return newest.map(Tokens::accessToken)
                .orElseThrow(() -> new IllegalStateException("there is no access token yet"));
    }

    /** The refresh token that the newest one was given for. */
    Optional<String> predecessor() {
        return predecessor;
    }

    void redeeming() {
        redemption = Progress.UNKNOWN;
    }

    void redeemed(Tokens tokens) {
        redemption = Progress.ACKNOWLEDGED;
        newest = Optional.of(tokens);
    }

    void refreshing() {
        refreshing = true;
    }

    void refreshed(Tokens tokens) {
        predecessor = newest.flatMap(Tokens::refreshToken);
        newest = Optional.of(tokens);
        generation++;
        refreshing = false;
    }

    void revoking() {
        revocation = Progress.UNKNOWN;
    }

    void revoked() {
        revocation = Progress.ACKNOWLEDGED;
    }
}
