package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.user.User;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes declarations, within one transaction. */
record SqlDeclarations(Link link) {

    private static final String PUT_CLIENT = """
            INSERT INTO clients (client_id, document) VALUES (?, ?)
            ON CONFLICT (client_id) DO UPDATE SET document = excluded.document""";

    private static final String PUT_API = """
            INSERT INTO apis (audience, document) VALUES (?, ?)
            ON CONFLICT (audience) DO UPDATE SET document = excluded.document""";

    private static final String PUT_USER =
            "INSERT INTO users (subject, username, password_hash, disabled, claims) VALUES (?, ?, ?, ?, ?)";

    /** Authorizations are ended rather than removed, so that no code can begin one of them again. */
    private static final String END = "UPDATE authorizations SET ended = 1 WHERE ended = 0 AND ";

    void write(Declarations declarations) throws SQLException {
        Declarations.Absent absent = declarations.absent();
        Declarations.Present present = declarations.present();
        removeClients(absent.clients());
        forEach(absent.apis(), "DELETE FROM apis WHERE audience = ?", api -> List.of(api.value()));
        removeUsers(absent.users());
        forEach(absent.users(), "DELETE FROM failed_sign_ins WHERE subject = ?", user -> List.of(user.value()));
        forEach(present.clients(), PUT_CLIENT, client -> List.of(client.id().value(), ClientCodec.write(client)));
        forEach(present.apis(), PUT_API, api -> List.of(api.audience().value(), ApiCodec.write(api)));
        putUsers(present.users());
    }

    private void removeClients(List<ClientId> clients) throws SQLException {
        forEach(clients, "DELETE FROM clients WHERE client_id = ?", client -> List.of(client.value()));
        forEach(clients, "DELETE FROM registrations WHERE client_id = ?", client -> List.of(client.value()));
        forEach(clients, "DELETE FROM consents WHERE client_id = ?", client -> List.of(client.value()));
        forEach(clients, END + "client_id = ?", client -> List.of(client.value()));
    }

    private void removeUsers(List<Subject> users) throws SQLException {
        forEach(users, "DELETE FROM users WHERE subject = ?", user -> List.of(user.value()));
        forEach(users, "DELETE FROM consents WHERE subject = ?", user -> List.of(user.value()));
        signOut(users);
    }

    /** They all go before they come, so that two accounts may swap their usernames. */
    private void putUsers(List<User> users) throws SQLException {
        List<Subject> subjects = users.stream().map(User::subject).toList();
        List<Subject> disabled =
                users.stream().filter(User::disabled).map(User::subject).toList();
        List<Subject> withNewPassword = withNewPassword(users);
        forEach(subjects, "DELETE FROM users WHERE subject = ?", user -> List.of(user.value()));
        signOut(withNewPassword);
        removeUsers(disabled);
        for (User user : users) {
            put(user);
        }
    }

    private List<Subject> withNewPassword(List<User> users) throws SQLException {
        List<Subject> found = new ArrayList<>();
        for (User user : users) {
            if (hasNewPassword(user)) {
                found.add(user.subject());
            }
        }
        return found;
    }

    private boolean hasNewPassword(User user) throws SQLException {
        return link.first(
                        "SELECT password_hash FROM users WHERE subject = ?",
                        Row::text,
                        user.subject().value())
                .filter(hash -> !hash.equals(user.passwordHash()))
                .isPresent();
    }

    /** Whoever knew the old password may have signed in with it. */
    private void signOut(List<Subject> users) throws SQLException {
        SessionEnds sessions = new SessionEnds(link);
        for (Subject user : users) {
            sessions.endAll(user);
        }
        forEach(users, END + "subject = ?", user -> List.of(user.value()));
    }

    private void put(User user) throws SQLException {
        String username = user.username().value();
        if (link.first("SELECT subject FROM users WHERE username = ?", Row::text, username)
                .isPresent()) {
            throw new IllegalArgumentException("the username " + username + " belongs to another account already");
        }
        link.update(
                PUT_USER,
                user.subject().value(),
                username,
                user.passwordHash(),
                user.disabled() ? 1 : 0,
                user.claims().toString());
    }

    private <T> void forEach(List<T> all, String sql, Function<T, List<Object>> values) throws SQLException {
        if (!all.isEmpty()) {
            link.updateAll(sql, all.stream().map(values).toList());
        }
    }
}
