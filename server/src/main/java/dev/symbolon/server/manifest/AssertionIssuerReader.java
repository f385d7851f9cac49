package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.AssertionIssuer.Naming;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.configuration.Durations;
import dev.symbolon.server.configuration.Section;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads whose assertions a client may bring. */
final class AssertionIssuerReader {

    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_SUBJECTS = 1_000;

    private final Section section;

    AssertionIssuerReader(Section section) {
        this.section = section;
    }

    Optional<AssertionIssuer> read() {
        Optional<String> issuer = section.required("issuer", AssertionIssuerReader::issuer);
        ClientKeys keys = new KeysReader(section).read();
        if (ManifestKeys.KEYS.stream().noneMatch(section::has)) {
            section.refuse("issuer", "needs public keys; write jwks, jwks-file or jwks-uri");
        }
        Set<SigningAlgorithm> algorithms = section.list("algorithms", Limits::algorithm)
                .map(Set::copyOf)
                .orElse(EnumSet.allOf(SigningAlgorithm.class));
        Naming naming = section.required("sub", AssertionIssuerReader::naming).orElse(Naming.SUBJECT);
        List<String> subjects = section.list("subjects", text -> text).orElse(List.of());
        if (section.has("subjects") && (subjects.isEmpty() || subjects.size() > MOST_SUBJECTS)) {
            section.refuse("subjects", "must be 1 to " + MOST_SUBJECTS + ", or left out if every account may be meant");
        }
        Set<Audience> audiences =
                section.list("audiences", Audience::parse).map(Set::copyOf).orElse(Set.of());
        Optional<Scope> permissions = section.list("permissions", text -> text).map(Scope::of);
        Duration longest =
                section.parsed("max-lifetime", AssertionIssuerReader::lifetime).orElse(USUAL);
        return issuer.map(found -> new AssertionIssuer(
                found, keys, algorithms, naming, Set.copyOf(subjects), audiences, permissions, longest));
    }

    private static String issuer(String text) {
        if (text.isEmpty() || text.length() > 255 || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("must have 1 to 255 characters of ASCII and no space");
        }
        return text;
    }

    private static Naming naming(String text) {
        for (Naming naming : Naming.values()) {
            if (naming.name().toLowerCase(Locale.ROOT).equals(text)) {
                return naming;
            }
        }
        throw new IllegalArgumentException("must be username or subject: what the issuer calls people by");
    }

    private static Duration lifetime(String text) {
        Duration lifetime = Durations.parse(text);
        if (lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be at most 1h");
        }
        return lifetime;
    }
}
