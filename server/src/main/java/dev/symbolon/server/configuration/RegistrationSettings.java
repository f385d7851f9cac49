package dev.symbolon.server.configuration;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.WebUri;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may register applications over the network, and what these may do.
 *
 * @param open whether everybody may
 * @param initialAccessToken what others must bring; absent means that nobody else may
 * @param mostClients how many there may be at a time that have registered so
 * @param documents where applications may say what they are without being registered
 * @param secretOverlap for how long a secret stays good that its application has had replaced
 */
public record RegistrationSettings(
        boolean open,
        Optional<Secret> initialAccessToken,
        int mostClients,
        Allowance allowance,
        Statements statements,
        Documents documents,
        Duration secretOverlap) {

    public static final RegistrationSettings OFF = new RegistrationSettings(false, Optional.empty(), 1_000, List.of());

    /** Settings that let applications ask for these APIs, and for nothing else that is not usual. */
    public RegistrationSettings(
            boolean open, Optional<Secret> initialAccessToken, int mostClients, List<Audience> apis) {
        this(
                open,
                initialAccessToken,
                mostClients,
                new Allowance(apis, Set.of(), false),
                new Statements(List.of(), false),
                Documents.NONE,
                Duration.ofDays(1));
    }

    /**
     * What applications that register themselves may have besides the sign-in of people.
     *
     * @param apis those that they may ask for, with all permissions
     * @param grantTypes those beyond the ones that a browser takes part in
     * @param logos whether the consent page shows a picture that they name
     */
    public record Allowance(List<Audience> apis, Set<GrantType> grantTypes, boolean logos) {

        public Allowance {
            apis = List.copyOf(apis);
            grantTypes = Set.copyOf(grantTypes);
        }
    }

    /**
     * Whose word counts about an application.
     *
     * @param required whether nobody registers without
     */
    public record Statements(List<StatementIssuer> issuers, boolean required) {

        public Statements {
            issuers = List.copyOf(issuers);
        }
    }

    /**
     * Somebody who signs software statements (RFC 7591 §2.3).
     *
     * @param name {@code iss} of the statements
     * @param jwksUri where the keys are that verify them
     */
    public record StatementIssuer(String name, URI jwksUri) {

        /** @throws IllegalArgumentException if it is not a name and an address with a space between them */
        static StatementIssuer parse(String text) {
            String[] parts = text.strip().split(" +");
            if (parts.length != 2) {
                throw new IllegalArgumentException("must be the issuer and the address of its keys, such as "
                        + "https://directory.example.org https://directory.example.org/jwks");
            }
            return new StatementIssuer(parts[0], WebUri.parse(parts[1]));
        }
    }

    /**
     * Which addresses are good as a {@code client_id}.
     *
     * @param hosts names such as {@code app.example.org}, {@code *.example.org}, or {@code *} for all
     * @param apis those that such applications may ask for, with all permissions
     */
    public record Documents(List<String> hosts, List<Audience> apis) {

        static final Documents NONE = new Documents(List.of(), List.of());

        public Documents {
            hosts = List.copyOf(hosts);
            apis = List.copyOf(apis);
        }

        public boolean isOn() {
            return !hosts.isEmpty();
        }

        public boolean admits(String host) {
            String asked = host.toLowerCase(Locale.ROOT);
            return hosts.stream()
                    .anyMatch(known -> known.equals("*")
                            || known.equals(asked)
                            || known.startsWith("*.") && asked.endsWith(known.substring(1)));
        }
    }

    public boolean isOn() {
        return open || initialAccessToken.isPresent();
    }
}
