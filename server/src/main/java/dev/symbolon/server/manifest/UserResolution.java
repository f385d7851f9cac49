package dev.symbolon.server.manifest;

import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.manifest.DeclaredUser.DeclaredPassword;
import dev.symbolon.server.user.Passwords;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Users;
import java.security.SecureRandom;
import java.util.Optional;

/** Completes a declared account by what the database has: its subject, and its password if that is still the same. */
final class UserResolution {

    private static final int SUBJECT_OCTETS = 16;

    private final Users users;
    private final Passwords passwords;
    private final SecureRandom random;

    UserResolution(Users users, Passwords passwords, SecureRandom random) {
        this.users = users;
        this.passwords = passwords;
        this.random = random;
    }

    User resolve(Declared<DeclaredUser> declared) {
        DeclaredUser user = declared.value();
        Optional<User> stored = stored(declared);
        Subject subject = user.subject()
                .or(() -> stored.map(User::subject))
                .orElseGet(() -> new Subject(RandomText.of(random, SUBJECT_OCTETS)));
        return new User(
                subject,
                user.username(),
                passwordHash(declared.section(), user.password(), stored.map(User::passwordHash)),
                user.disabled(),
                user.claims());
    }

    /** A subject that is declared decides which account is meant, so that a person can be given another username. */
    private Optional<User> stored(Declared<DeclaredUser> declared) {
        DeclaredUser user = declared.value();
        Optional<User> byUsername = users.find(user.username());
        if (user.subject().isEmpty()) {
            return byUsername;
        }
        Subject subject = user.subject().get();
        if (byUsername.isPresent() && !byUsername.get().subject().equals(subject)) {
            declared.section()
                    .refuse(
                            "subject",
                            "the account of this username has another one, "
                                    + byUsername.get().subject() + ", and a subject never changes");
        }
        return users.find(subject);
    }

    private String passwordHash(Section section, Optional<DeclaredPassword> declared, Optional<String> stored) {
        if (stored.isEmpty() && ManifestKeys.PASSWORDS.stream().noneMatch(section::has)) {
            section.refuse("password", "is missing: a new account needs one");
        }
        return declared.map(password -> switch (password) {
                    case DeclaredPassword.Hashed(String hash) -> hash;
                    case DeclaredPassword.Plain(Secret plain) -> hashOf(plain, stored);
                })
                .or(() -> stored)
                .orElseGet(passwords::unmatchable);
    }

    private String hashOf(Secret password, Optional<String> stored) {
        return stored.filter(hash -> !passwords.isOutdated(hash) && passwords.verify(password, hash))
                .orElseGet(() -> passwords.hash(password));
    }
}
