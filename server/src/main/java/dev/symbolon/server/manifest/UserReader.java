package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.Secrets;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.manifest.DeclaredUser.DeclaredPassword;
import dev.symbolon.server.user.Passwords;
import dev.symbolon.server.user.Username;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an account. */
final class UserReader {

    private final Section section;
    private final Secrets secrets;

    UserReader(Section section, Map<String, String> environment) {
        this.section = section;
        this.secrets = new Secrets(environment);
    }

    Optional<Declared<DeclaredUser>> read() {
        Optional<Username> username = section.required("username", Username::parse);
        Optional<Subject> subject = section.parsed("subject", Subject::parse);
        Optional<DeclaredPassword> password = password();
        boolean disabled = section.bool("disabled").orElse(false);
        List<String> inLanguages = StandardClaims.inLanguages(section.node("claims"));
        JsonObject claims = section.section("claims", StandardClaims.keys(inLanguages))
                .map(found -> StandardClaims.read(found, inLanguages))
                .orElse(JsonObject.empty());
        return username.map(
                name -> new Declared<>(section, new DeclaredUser(name, subject, password, disabled, claims)));
    }

    private Optional<DeclaredPassword> password() {
        List<String> given =
                ManifestKeys.PASSWORDS.stream().filter(section::has).toList();
        if (given.size() == 1 && given.contains("password-hash")) {
            return section.parsed("password-hash", UserReader::hash).map(DeclaredPassword.Hashed::new);
        }
        return secrets.read(section, "password", ManifestKeys.PASSWORDS).flatMap(password -> {
            if (!Passwords.isAcceptable(password)) {
                section.refuse(given.getFirst(), "must have 1 to " + Passwords.MOST_CHARACTERS + " characters");
                return Optional.empty();
            }
            return Optional.of(new DeclaredPassword.Plain(password));
        });
    }

    private static String hash(String text) {
        if (!Passwords.isHash(text)) {
            throw new IllegalArgumentException("must be an Argon2id hash: $argon2id$v=19$m=…,t=…,p=…$salt$hash");
        }
        return text;
    }
}
