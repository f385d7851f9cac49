package dev.symbolon.server.storage;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.DeviceRequests;
import dev.symbolon.server.authorization.Notifications;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.Registrations;
import dev.symbolon.server.client.authentication.UsedAssertions;
import dev.symbolon.server.key.Keys;
import dev.symbolon.server.key.StoredKey;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.Sessions;
import dev.symbolon.server.user.FailedSignIns;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Storage each verb of which is watched, save what is kept in memory: the caches of clients and APIs count for themselves. */
public record WatchedStorage(Storage storage, Activities verbs) implements Storage {

    @Override
    public Clients clients() {
        return new WatchedClients(storage.clients(), verbs);
    }

    private record WatchedClients(Clients clients, Activities verbs) implements Clients {

        @Override
        public Optional<Client> find(ClientId id) {
            return clients.find(id);
        }

        @Override
        public List<Client> following(String name) {
            return verbs.run("clients.following", () -> clients.following(name));
        }

        @Override
        public long count() {
            return verbs.run("clients.count", clients::count);
        }
    }

    @Override
    public Apis apis() {
        return new WatchedApis(storage.apis(), verbs);
    }

    private record WatchedApis(Apis apis, Activities verbs) implements Apis {

        @Override
        public Optional<Api> find(Audience audience) {
            return apis.find(audience);
        }

        @Override
        public List<Api> all() {
            return verbs.run("apis.all", apis::all);
        }
    }

    @Override
    public Users users() {
        return new WatchedUsers(storage.users(), verbs);
    }

    private record WatchedUsers(Users users, Activities verbs) implements Users {

        @Override
        public Optional<User> find(Subject subject) {
            return verbs.run("users.find", () -> users.find(subject));
        }

        @Override
        public Optional<User> find(Username username) {
            return verbs.run("users.find", () -> users.find(username));
        }

        @Override
        public long count() {
            return verbs.run("users.count", users::count);
        }
    }

    @Override
    public FailedSignIns failedSignIns() {
        return new WatchedFailedSignIns(storage.failedSignIns(), verbs);
    }

    private record WatchedFailedSignIns(FailedSignIns failures, Activities verbs) implements FailedSignIns {

        @Override
        public Optional<Tally> find(Subject subject) {
            return verbs.run("failed_sign_ins.find", () -> failures.find(subject));
        }

        @Override
        public Tally add(Subject subject, Instant now) {
            return verbs.run("failed_sign_ins.add", () -> failures.add(subject, now));
        }

        @Override
        public void clear(Subject subject) {
            verbs.run("failed_sign_ins.clear", () -> failures.clear(subject));
        }
    }

    @Override
    public Sessions sessions() {
        return new WatchedSessions(storage.sessions(), verbs);
    }

    @Override
    public LogoutDeliveries logoutDeliveries() {
        return new WatchedLogoutDeliveries(storage.logoutDeliveries(), verbs);
    }

    @Override
    public Registrations registrations() {
        return new WatchedRegistrations(storage.registrations(), verbs);
    }

    private record WatchedRegistrations(Registrations registrations, Activities verbs) implements Registrations {

        @Override
        public boolean add(Client client, Registration registration, int most) {
            return verbs.run("registrations.add", () -> registrations.add(client, registration, most));
        }

        @Override
        public Optional<Registration> find(ClientId id) {
            return verbs.run("registrations.find", () -> registrations.find(id));
        }

        @Override
        public boolean replace(Client client) {
            return verbs.run("registrations.replace", () -> registrations.replace(client));
        }

        @Override
        public void remove(ClientId id) {
            verbs.run("registrations.remove", () -> registrations.remove(id));
        }
    }

    @Override
    public UsedAssertions usedAssertions() {
        UsedAssertions assertions = storage.usedAssertions();
        return (hash, expiresAt) -> verbs.run("used_assertions.claim", () -> assertions.claim(hash, expiresAt));
    }

    @Override
    public Consents consents() {
        return new WatchedConsents(storage.consents(), verbs);
    }

    private record WatchedConsents(Consents consents, Activities verbs) implements Consents {

        @Override
        public Optional<Consent> find(Subject subject, ClientId client) {
            return verbs.run("consents.find", () -> consents.find(subject, client));
        }

        @Override
        public List<Consent> following(Subject subject, String client, int most) {
            return verbs.run("consents.following", () -> consents.following(subject, client, most));
        }

        @Override
        public void grant(Subject subject, ClientId client, Permissions asked, Scope leftOut, Instant now) {
            verbs.run("consents.grant", () -> consents.grant(subject, client, asked, leftOut, now));
        }

        @Override
        public void withdraw(Subject subject, ClientId client, Instant now) {
            verbs.run("consents.withdraw", () -> consents.withdraw(subject, client, now));
        }
    }

    @Override
    public Authorizations authorizations() {
        return new WatchedAuthorizations(storage.authorizations(), verbs);
    }

    @Override
    public DeviceRequests deviceRequests() {
        return new WatchedDeviceRequests(storage.deviceRequests(), verbs);
    }

    @Override
    public BackchannelRequests backchannelRequests() {
        return new WatchedBackchannelRequests(storage.backchannelRequests(), verbs);
    }

    @Override
    public Notifications notifications() {
        return new WatchedNotifications(storage.notifications(), verbs);
    }

    @Override
    public Keys keys() {
        return new WatchedKeys(storage.keys(), verbs);
    }

    private record WatchedKeys(Keys keys, Activities verbs) implements Keys {

        @Override
        public List<StoredKey> all() {
            return verbs.run("keys.all", keys::all);
        }

        @Override
        public boolean add(StoredKey key) {
            return verbs.run("keys.add", () -> keys.add(key));
        }

        @Override
        public void retire(String purpose, int generation, Instant removeAfter) {
            verbs.run("keys.retire", () -> keys.retire(purpose, generation, removeAfter));
        }

        @Override
        public boolean remove(String purpose, int generation) {
            return verbs.run("keys.remove", () -> keys.remove(purpose, generation));
        }

        @Override
        public int reencrypt(List<Reencrypted> changes) {
            return verbs.run("keys.reencrypt", () -> keys.reencrypt(changes));
        }
    }

    @Override
    public void declare(Declarations declarations) {
        verbs.run("declare", () -> storage.declare(declarations));
    }

    @Override
    public int sweep(Instant now, int most) {
        return verbs.run("sweep", () -> storage.sweep(now, most));
    }

    @Override
    public boolean isReady() {
        return verbs.run("is_ready", storage::isReady);
    }

    @Override
    public void measure(Meters meters) {
        storage.measure(meters);
    }

    @Override
    public String description() {
        return storage.description();
    }

    @Override
    public void close() {
        storage.close();
    }
}
