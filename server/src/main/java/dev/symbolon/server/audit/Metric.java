package dev.symbolon.server.audit;

import java.util.List;

/**
 * The provider's own metrics. docs/observability.md is held to this list.
 *
 * <p>No label has a value that a stranger could think up: routes, methods and error codes come out of lists of our own, and clients and people
 * are none.
 */
public enum Metric {
    REQUESTS(
            "symbolon_http_server_request_duration_seconds",
            Kind.DURATION,
            "How long requests take, from their arrival to their answer, waiting included.",
            "route",
            "method",
            "status"),
    REQUESTS_INSIDE(
            "symbolon_http_server_active_requests",
            Kind.LEVEL,
            "Requests that are being answered, by the lanes that share room.",
            "lane"),
    REQUESTS_WAITING(
            "symbolon_http_server_waiting_requests", Kind.LEVEL, "Requests that stand in line, by lane.", "lane"),
    UNANSWERED(
            "symbolon_http_server_unanswered_requests_total",
            Kind.TOTAL,
            "Requests that no endpoint has answered: busy, not_found, too_large and so on.",
            "outcome"),
    EVENTS("symbolon_events_total", Kind.TOTAL, "What happened, by the names that stand in the log.", "event"),
    AUTHORIZATIONS(
            "symbolon_authorizations_total",
            Kind.TOTAL,
            "Authorization requests that were granted, by response type.",
            "response_type"),
    TOKENS("symbolon_tokens_issued_total", Kind.TOTAL, "Answers of the token endpoint with tokens.", "grant_type"),
    REFUSALS(
            "symbolon_refusals_total",
            Kind.TOTAL,
            "Refusals, by endpoint and error code of OAuth.",
            "endpoint",
            "error"),
    SIGN_IN_FAILURES(
            "symbolon_sign_in_failures_total",
            Kind.TOTAL,
            "Sign-ins that failed, or were not looked at because there were too many.",
            "reason"),
    STORAGE(
            "symbolon_storage_duration_seconds",
            Kind.DURATION,
            "How long the verbs of the stores take, waiting for the database included.",
            "verb",
            "outcome"),
    STORAGE_WAITING("symbolon_storage_waiting_writes", Kind.LEVEL, "Writes that wait to be committed."),
    STORAGE_WRITES("symbolon_storage_writes_total", Kind.TOTAL, "Writes that were committed, or failed to be."),
    STORAGE_COMMITS(
            "symbolon_storage_commits_total",
            Kind.TOTAL,
            "Commits of the writer. Writes in a commit: the rate of writes over this rate."),
    CONNECTIONS(
            "symbolon_storage_connections",
            Kind.LEVEL,
            "Connections to the database, by pool: active, idle, and threads that wait for one.",
            "pool",
            "state"),
    CACHE_ENTRIES("symbolon_cache_entries", Kind.LEVEL, "What caches hold.", "cache"),
    CACHE_READS("symbolon_cache_reads_total", Kind.TOTAL, "Reads from caches: hit or miss.", "cache", "result"),
    CACHE_EVICTIONS("symbolon_cache_evictions_total", Kind.TOTAL, "What caches have let go for lack of room.", "cache"),
    SIGNATURES(
            "symbolon_signature_duration_seconds",
            Kind.DURATION,
            "How long signing takes, waiting for a processor included.",
            "algorithm",
            "outcome"),
    SIGNATURES_WAITING("symbolon_signatures_waiting", Kind.LEVEL, "Tokens that wait to be signed."),
    PASSWORDS(
            "symbolon_password_check_duration_seconds",
            Kind.DURATION,
            "How long checking a password takes, waiting included; a failure is one that could not be checked in time.",
            "check",
            "outcome"),
    PASSWORDS_WAITING("symbolon_password_checks_waiting", Kind.LEVEL, "Passwords that wait to be hashed."),
    SIGNING_KEY_AGE(
            "symbolon_signing_key_age_seconds",
            Kind.LEVEL,
            "For how long the present key of an algorithm has signed.",
            "algorithm"),
    SIGNING_KEYS("symbolon_signing_keys", Kind.LEVEL, "Keys in the JWKS: signing, announced and kept ones."),
    CHORES(
            "symbolon_chore_duration_seconds",
            Kind.DURATION,
            "How long the chores take: sweep, keys and reload.",
            "chore",
            "outcome"),
    CHORE_SUCCESS(
            "symbolon_chore_last_success_timestamp_seconds",
            Kind.LEVEL,
            "When a chore last went through, in seconds since 1970.",
            "chore"),
    SWEPT("symbolon_swept_rows_total", Kind.TOTAL, "Expired rows that this node has removed."),
    OUTBOUND(
            "symbolon_outbound_request_duration_seconds",
            Kind.DURATION,
            "How long requests of the provider's own take, by what they are for; a failure is one without an answer that could be used.",
            "purpose",
            "outcome"),
    SPANS("symbolon_spans_total", Kind.TOTAL, "Spans of traces: taken by the collector, or lost.", "outcome"),
    VIRTUAL_THREADS(
            "symbolon_jvm_virtual_threads",
            Kind.LEVEL,
            "Virtual threads: mounted on a carrier, and queued for one.",
            "state"),
    RESIDENT_MEMORY("symbolon_process_resident_memory_bytes", Kind.LEVEL, "Memory of the process, on Linux."),
    BUILD("symbolon_build", Kind.LEVEL, "Always 1; which version runs on which Java.", "version", "java");

    /** How a metric behaves. */
    public enum Kind {

        /** A histogram of durations. */
        DURATION,

        /** Only grows. */
        TOTAL,

        /** Goes up and down. */
        LEVEL
    }

    private final String exposedName;
    private final Kind kind;
    private final String meaning;
    private final String labels;

    Metric(String exposedName, Kind kind, String meaning, String... labels) {
        this.exposedName = exposedName;
        this.kind = kind;
        this.meaning = meaning;
        this.labels = String.join(" ", labels);
    }

    /** Its name as Prometheus reads it. */
    public String exposedName() {
        return exposedName;
    }

    public Kind kind() {
        return kind;
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
    }
}
