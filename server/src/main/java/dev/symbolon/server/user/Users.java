package dev.symbolon.server.user;

import dev.symbolon.protocol.Subject;
import java.util.Optional;

/** Keeps the accounts. */
public interface Users {

    Optional<User> find(Subject subject);

    Optional<User> find(Username username);

    long count();
}
