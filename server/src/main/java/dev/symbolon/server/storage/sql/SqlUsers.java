package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

final class SqlUsers implements Users {

    private final Database database;

    SqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<User> find(Subject subject) {
        return database.read(handle -> handle.createQuery("SELECT * FROM users WHERE subject = :subject")
                .bind("subject", subject.value())
                .map((row, context) -> user(row))
                .findFirst());
    }

    @Override
    public Optional<User> find(Username username) {
        if (!isStorable(username.value())) {
            return Optional.empty();
        }
        return database.read(handle -> handle.createQuery("SELECT * FROM users WHERE username = :username")
                .bind("username", username.value())
                .map((row, context) -> user(row))
                .findFirst());
    }

    @Override
    public long count() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM users")
                .mapTo(Long.class)
                .one());
    }

    /** PostgreSQL keeps no NUL, and neither engine half a surrogate pair; people type such things all the same. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                new Subject(row.getString("subject")),
                new Username(row.getString("username")),
                row.getString("password_hash"),
                row.getInt("disabled") != 0,
                JsonObject.parse(row.getString("claims")));
    }
}
