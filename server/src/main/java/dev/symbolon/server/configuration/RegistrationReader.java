package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who may register applications, and what these may do. */
final class RegistrationReader {

    private static final int SHORTEST_TOKEN = 32;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);
    private static final Set<GrantType> FOR_ALL =
            Set.of(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN);

    private RegistrationReader() {}

    static RegistrationSettings read(Section section) {
        Optional<Secret> token = new Secrets(Map.of())
                .read(section, "initial-access-token", List.of("initial-access-token", "initial-access-token-file"));
        if (token.filter(secret -> secret.length() < SHORTEST_TOKEN).isPresent()) {
            section.refuse(
                    "initial-access-token",
                    "must have at least " + SHORTEST_TOKEN + " characters; openssl rand -hex 32 makes such a token");
        }
        return new RegistrationSettings(
                section.bool("open").orElse(false),
                token,
                section.number("most-clients", 1, 1_000_000).orElse(RegistrationSettings.OFF.mostClients()),
                allowance(section),
                new RegistrationSettings.Statements(
                        section.list("software-statement-issuers", RegistrationSettings.StatementIssuer::parse)
                                .orElse(List.of()),
                        section.bool("software-statement-required").orElse(false)),
                new RegistrationSettings.Documents(
                        section.list("document-hosts", RegistrationReader::host).orElse(List.of()),
                        section.list("document-apis", Audience::parse).orElse(List.of())),
                section.parsed("secret-overlap", RegistrationReader::overlap)
                        .orElse(RegistrationSettings.OFF.secretOverlap()));
    }

    private static RegistrationSettings.Allowance allowance(Section section) {
        return new RegistrationSettings.Allowance(
                section.list("apis", Audience::parse).orElse(List.of()),
                Set.copyOf(section.list("grant-types", RegistrationReader::grantType)
                        .orElse(List.of())),
                section.bool("logos").orElse(false));
    }

    private static String host(String text) {
        if (!text.matches("[*]|([*][.])?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+]")) {
            throw new IllegalArgumentException(
                    "must be a host in lower case, such as app.example.org or *.example.org, or * for all");
        }
        return text;
    }

    private static Duration overlap(String text) {
        Duration overlap = text.equals("0s") ? Duration.ZERO : Durations.parse(text);
        if (overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("must be between 0s and " + Durations.describe(LONGEST_OVERLAP));
        }
        return overlap;
    }

    private static GrantType grantType(String text) {
        GrantType type = GrantType.parse(text);
        if (FOR_ALL.contains(type)) {
            throw new IllegalArgumentException("is every application's anyway; leave it out");
        }
        return type;
    }
}
