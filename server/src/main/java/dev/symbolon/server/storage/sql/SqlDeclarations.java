package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.user.User;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes declarations, within one transaction. */
record SqlDeclarations(Handle handle) {

    /** Authorizations are ended rather than removed, so that no code can begin one of them again. */
    private static final String END = "UPDATE authorizations SET ended = 1 WHERE ended = 0 AND ";

    void write(Declarations declarations) {
        Declarations.Absent absent = declarations.absent();
        Declarations.Present present = declarations.present();
        removeClients(absent.clients());
        forEach("DELETE FROM apis WHERE audience = :audience", absent.apis(), SqlDeclarations::bind);
        removeUsers(absent.users());
        forEach("DELETE FROM failed_sign_ins WHERE subject = :subject", absent.users(), SqlDeclarations::bind);
        present.clients().forEach(this::put);
        present.apis().forEach(this::put);
        putUsers(present.users());
    }

    private void removeClients(List<ClientId> clients) {
        forEach("DELETE FROM clients WHERE client_id = :client_id", clients, SqlDeclarations::bind);
        forEach("DELETE FROM consents WHERE client_id = :client_id", clients, SqlDeclarations::bind);
        forEach(END + "client_id = :client_id", clients, SqlDeclarations::bind);
    }

    private void removeUsers(List<Subject> users) {
        forEach("DELETE FROM users WHERE subject = :subject", users, SqlDeclarations::bind);
        forEach("DELETE FROM consents WHERE subject = :subject", users, SqlDeclarations::bind);
        signOut(users);
    }

    private void put(Client client) {
        handle.createUpdate("""
                        INSERT INTO clients (client_id, document) VALUES (:client_id, :document)
                        ON CONFLICT (client_id) DO UPDATE SET document = excluded.document""")
                .bind("client_id", client.id().value())
                .bind("document", ClientCodec.write(client))
                .execute();
    }

    private void put(Api api) {
        handle.createUpdate("""
                        INSERT INTO apis (audience, document) VALUES (:audience, :document)
                        ON CONFLICT (audience) DO UPDATE SET document = excluded.document""")
                .bind("audience", api.audience().value())
                .bind("document", ApiCodec.write(api))
                .execute();
    }

    /** They all go before they come, so that two accounts may swap their usernames. */
    private void putUsers(List<User> users) {
        List<Subject> subjects = users.stream().map(User::subject).toList();
        List<Subject> disabled =
                users.stream().filter(User::disabled).map(User::subject).toList();
        List<Subject> withNewPassword =
                users.stream().filter(this::hasNewPassword).map(User::subject).toList();
        forEach("DELETE FROM users WHERE subject = :subject", subjects, SqlDeclarations::bind);
        signOut(withNewPassword);
        removeUsers(disabled);
        users.forEach(this::put);
    }

    private boolean hasNewPassword(User user) {
        return handle.createQuery("SELECT password_hash FROM users WHERE subject = :subject")
                .bind("subject", user.subject().value())
                .mapTo(String.class)
                .findFirst()
                .filter(hash -> !hash.equals(user.passwordHash()))
                .isPresent();
    }

    /** Whoever knew the old password may have signed in with it. */
    private void signOut(List<Subject> users) {
        forEach("DELETE FROM sessions WHERE subject = :subject", users, SqlDeclarations::bind);
        forEach(END + "subject = :subject", users, SqlDeclarations::bind);
    }

    private void put(User user) {
        String username = user.username().value();
        if (hasAccount(username)) {
            throw new IllegalArgumentException("the username " + username + " belongs to another account already");
        }
        handle.createUpdate("""
                        INSERT INTO users (subject, username, password_hash, disabled, claims)
                        VALUES (:subject, :username, :password_hash, :disabled, :claims)""")
                .bind("subject", user.subject().value())
                .bind("username", username)
                .bind("password_hash", user.passwordHash())
                .bind("disabled", user.disabled() ? 1 : 0)
                .bind("claims", user.claims().toString())
                .execute();
    }

    private boolean hasAccount(String username) {
        return handle.createQuery("SELECT subject FROM users WHERE username = :username")
                .bind("username", username)
                .mapTo(String.class)
                .findFirst()
                .isPresent();
    }

    private <T> void forEach(String statement, List<T> all, BiConsumer<PreparedBatch, T> bind) {
        if (all.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(statement);
        for (T one : all) {
            bind.accept(batch, one);
            batch.add();
        }
        batch.execute();
    }

    private static void bind(PreparedBatch batch, ClientId client) {
        batch.bind("client_id", client.value());
    }

    private static void bind(PreparedBatch batch, Audience audience) {
        batch.bind("audience", audience.value());
    }

    private static void bind(PreparedBatch batch, Subject subject) {
        batch.bind("subject", subject.value());
    }
}
