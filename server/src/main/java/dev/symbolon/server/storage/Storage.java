package dev.symbolon.server.storage;

import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.DeviceRequests;
import dev.symbolon.server.authorization.Notifications;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.Registrations;
import dev.symbolon.server.client.authentication.UsedAssertions;
import dev.symbolon.server.key.Keys;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.Sessions;
import dev.symbolon.server.user.FailedSignIns;
import dev.symbolon.server.user.Users;
import java.time.Instant;

/** All stores of one database. */
public interface Storage extends AutoCloseable {

    Clients clients();

    Apis apis();

    Users users();

    FailedSignIns failedSignIns();

    Sessions sessions();

    Registrations registrations();

    UsedAssertions usedAssertions();

    LogoutDeliveries logoutDeliveries();

    Consents consents();

    Authorizations authorizations();

    DeviceRequests deviceRequests();

    BackchannelRequests backchannelRequests();

    Notifications notifications();

    Keys keys();

    /**
     * Writes declarations all together, or not at all.
     *
     * @throws IllegalArgumentException if two accounts would have the same username
     */
    void declare(Declarations declarations);

    /**
     * Removes rows that have expired, at most that many; of several nodes that share the database one does it at a time.
     *
     * @return how many went; fewer than {@code most} means that there is nothing left for this node to do
     */
    int sweep(Instant now, int most);

    /** Whether the database answers. */
    boolean isReady();

    /** Says what can be read off it: queues, connections, caches. */
    void measure(Meters meters);

    /** What it is and where, for the banner; without credentials. */
    String description();

    @Override
    void close();
}
