package dev.symbolon.benchmark.peer;

import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Another provider that can be put to the same work. */
interface Peer {

    /** What rows call it. */
    String name();

    /** Whether it keeps what it has to keep in PostgreSQL, and not in memory. */
    boolean isDurable();

    /** Downloads and prepares what is not there yet; later calls find it. */
    void fetch();

    /** How long it works before the hybrid flow is measured. */
    Duration warmUp();

    /** Starts it, and does not wait for it. */
    PeerProcess start(Place place);

    /** The ways in which its hybrid flow is measured, one row each; their people are the same. */
    List<FlowVariant> flows(int clients);

    Applications applications();

    /**
     * Where it shall run.
     *
     * @param folder for its files, which lasts from one start to the next
     * @param databasePort where PostgreSQL listens, if it is to keep anything there
     * @param people who can sign in
     */
    record Place(Path folder, int port, OptionalInt databasePort, List<Person> people) {}

    /**
     * A way in which the hybrid flow is measured.
     *
     * @param suffix of the row's name
     * @param opaque whether access tokens are
     */
    record FlowVariant(String suffix, Application application, boolean opaque, int clients) {}

    /**
     * The applications that it knows.
     *
     * @param refreshing which gets refresh tokens
     * @param asking whose access tokens are good for userinfo and introspection
     * @param job which works without people
     */
    record Applications(Application refreshing, Application asking, Application job) {}
}
