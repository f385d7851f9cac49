package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.protocol.Subject;
import dev.symbolon.server.user.Users;

/** What a person knows an account by. */
final class Accounts {

    private Accounts() {}

    static String name(Users users, Subject subject) {
        return users.find(subject).map(user -> user.username().value()).orElse(subject.value());
    }
}
