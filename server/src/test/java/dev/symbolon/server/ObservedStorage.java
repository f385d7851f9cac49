package dev.symbolon.server;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.UserCode;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.Decision;
import dev.symbolon.server.authorization.DeviceRequest;
import dev.symbolon.server.authorization.DeviceRequests;
import dev.symbolon.server.authorization.Notifications;
import dev.symbolon.server.authorization.Pending;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.Registrations;
import dev.symbolon.server.client.authentication.UsedAssertions;
import dev.symbolon.server.key.Keys;
import dev.symbolon.server.key.StoredKey;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import dev.symbolon.server.session.Sessions;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.user.FailedSignIns;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Storage that tells an observer of each verb before it is used; each of them is one statement or one transaction. */
final class ObservedStorage implements Storage {

    /** Is told of each verb, and may throw. */
    interface Observer {

        /** Something is read that is not kept in memory. */
        void reads(String verb);

        void writes(String verb);
    }

    private final Storage storage;
    private final Observer observer;

    ObservedStorage(Storage storage, Observer observer) {
        this.storage = storage;
        this.observer = observer;
    }

    private <T> T read(String verb, Supplier<T> work) {
        observer.reads(verb);
        return work.get();
    }

    private <T> T written(String verb, Supplier<T> work) {
        observer.writes(verb);
        return work.get();
    }

    private void write(String verb, Runnable work) {
        observer.writes(verb);
        work.run();
    }

    /** Applications are kept in memory, and are not observed. */
    @Override
    public Clients clients() {
        return new Clients() {

            @Override
            public Optional<Client> find(ClientId id) {
                return storage.clients().find(id);
            }

            @Override
            public List<Client> following(String name) {
                return read("clients.following", () -> storage.clients().following(name));
            }

            @Override
            public long count() {
                return read("clients.count", storage.clients()::count);
            }
        };
    }

    /** APIs are kept in memory, and are not observed. */
    @Override
    public Apis apis() {
        return new Apis() {

            @Override
            public Optional<Api> find(Audience audience) {
                return storage.apis().find(audience);
            }

            @Override
            public List<Api> all() {
                return read("apis.all", storage.apis()::all);
            }
        };
    }

    @Override
    public Users users() {
        return new Users() {

            @Override
            public Optional<User> find(Subject subject) {
                return read("users.find", () -> storage.users().find(subject));
            }

            @Override
            public Optional<User> find(Username username) {
                return read("users.find", () -> storage.users().find(username));
            }

            @Override
            public long count() {
                return read("users.count", storage.users()::count);
            }
        };
    }

    @Override
    public FailedSignIns failedSignIns() {
        return new FailedSignIns() {

            @Override
            public Optional<Tally> find(Subject subject) {
                return read("failedSignIns.find", () -> storage.failedSignIns().find(subject));
            }

            @Override
            public Tally add(Subject subject, Instant now) {
                return written(
                        "failedSignIns.add", () -> storage.failedSignIns().add(subject, now));
            }

            @Override
            public void clear(Subject subject) {
                write("failedSignIns.clear", () -> storage.failedSignIns().clear(subject));
            }
        };
    }

    @Override
    public Sessions sessions() {
        return new Sessions() {

            @Override
            public void begin(Session session) {
                write("sessions.begin", () -> storage.sessions().begin(session));
            }

            @Override
            public Optional<Session> find(SessionId id) {
                return read("sessions.find", () -> storage.sessions().find(id));
            }

            @Override
            public void confirm(SessionId id, Instant now) {
                write("sessions.confirm", () -> storage.sessions().confirm(id, now));
            }

            @Override
            public void touch(SessionId id, Instant now) {
                write("sessions.touch", () -> storage.sessions().touch(id, now));
            }

            @Override
            public void involve(SessionId sid, ClientId client, Instant expiresAt) {
                write("sessions.involve", () -> storage.sessions().involve(sid, client, expiresAt));
            }

            @Override
            public void forget(SessionId id) {
                write("sessions.forget", () -> storage.sessions().forget(id));
            }

            @Override
            public List<ClientId> end(Session session, Instant now) {
                return written("sessions.end", () -> storage.sessions().end(session, now));
            }
        };
    }

    @Override
    public Registrations registrations() {
        return storage.registrations();
    }

    @Override
    public UsedAssertions usedAssertions() {
        return (hash, expiresAt) ->
                written("used_assertions.claim", () -> storage.usedAssertions().claim(hash, expiresAt));
    }

    @Override
    public LogoutDeliveries logoutDeliveries() {
        return storage.logoutDeliveries();
    }

    @Override
    public Consents consents() {
        return new Consents() {

            @Override
            public Optional<Consent> find(Subject subject, ClientId client) {
                return read("consents.find", () -> storage.consents().find(subject, client));
            }

            @Override
            public List<Consent> following(Subject subject, String client, int most) {
                return read("consents.following", () -> storage.consents().following(subject, client, most));
            }

            @Override
            public void grant(Subject subject, ClientId client, Permissions asked, Scope leftOut, Instant now) {
                write("consents.grant", () -> storage.consents().grant(subject, client, asked, leftOut, now));
            }

            @Override
            public void withdraw(Subject subject, ClientId client, Instant now) {
                write("consents.withdraw", () -> storage.consents().withdraw(subject, client, now));
            }
        };
    }

    @Override
    public BackchannelRequests backchannelRequests() {
        return storage.backchannelRequests();
    }

    @Override
    public Notifications notifications() {
        return storage.notifications();
    }

    @Override
    public DeviceRequests deviceRequests() {
        return new DeviceRequests() {

            @Override
            public boolean begin(DeviceRequest request) {
                return written(
                        "deviceRequests.begin", () -> storage.deviceRequests().begin(request));
            }

            @Override
            public boolean begin(DeviceRequest request, int most, Instant now) {
                return written(
                        "deviceRequests.begin", () -> storage.deviceRequests().begin(request, most, now));
            }

            @Override
            public Optional<DeviceRequest> find(UserCode userCode) {
                return read(
                        "deviceRequests.find", () -> storage.deviceRequests().find(userCode));
            }

            @Override
            public boolean decide(DeviceRequest request, Decision decision, Instant now) {
                return written(
                        "deviceRequests.decide", () -> storage.deviceRequests().decide(request, decision, now));
            }
        };
    }

    @Override
    public Authorizations authorizations() {
        return new Authorizations() {

            @Override
            public Pending<Redemption> redeem(Authorization fresh) {
                return written(
                        "authorizations.redeem", () -> storage.authorizations().redeem(fresh));
            }

            @Override
            public Optional<Authorization> find(AuthorizationId id) {
                return read(
                        "authorizations.find", () -> storage.authorizations().find(id));
            }

            @Override
            public boolean stands(AuthorizationId id, Subject subject, ClientId client) {
                return read(
                        "authorizations.stands", () -> storage.authorizations().stands(id, subject, client));
            }

            @Override
            public Pending<Rotation> rotate(Authorization next, RefreshPolicy policy) {
                return written(
                        "authorizations.rotate", () -> storage.authorizations().rotate(next, policy));
            }

            @Override
            public void end(Authorization authorization) {
                write("authorizations.end", () -> storage.authorizations().end(authorization));
            }
        };
    }

    @Override
    public Keys keys() {
        return new Keys() {

            @Override
            public List<StoredKey> all() {
                return read("keys.all", storage.keys()::all);
            }

            @Override
            public boolean add(StoredKey key) {
                return written("keys.add", () -> storage.keys().add(key));
            }

            @Override
            public void retire(String purpose, int generation, Instant removeAfter) {
                write("keys.retire", () -> storage.keys().retire(purpose, generation, removeAfter));
            }

            @Override
            public boolean remove(String purpose, int generation) {
                return written("keys.remove", () -> storage.keys().remove(purpose, generation));
            }

            @Override
            public int reencrypt(List<Reencrypted> keys) {
                return written("keys.reencrypt", () -> storage.keys().reencrypt(keys));
            }
        };
    }

    @Override
    public void declare(Declarations declarations) {
        write("declare", () -> storage.declare(declarations));
    }

    @Override
    public int sweep(Instant now, int most) {
        return written("sweep", () -> storage.sweep(now, most));
    }

    @Override
    public boolean isReady() {
        return storage.isReady();
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
