package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.sql.SQLException;
import java.util.Optional;

final class SqlUsers implements Users {

    private static final String FIND = "SELECT subject, username, password_hash, disabled, claims FROM users WHERE ";

    private final Database database;

    SqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<User> find(Subject subject) {
        return database.read(link -> link.first(FIND + "subject = ?", SqlUsers::user, subject.value()));
    }

    @Override
    public Optional<User> find(Username username) {
        if (!isStorable(username.value())) {
            return Optional.empty();
        }
        return database.read(link -> link.first(FIND + "username = ?", SqlUsers::user, username.value()));
    }

    @Override
    public long count() {
        return database.read(
                link -> link.first("SELECT count(*) FROM users", Row::count).orElseThrow());
    }

    /** PostgreSQL keeps no NUL, and neither engine half a surrogate pair; people type such things all the same. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static User user(Row row) throws SQLException {
        return new User(
                new Subject(row.text()),
                new Username(row.text()),
                row.text(),
                row.flag(),
                JsonObject.parse(row.text()));
    }
}
