package dev.symbolon.server;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Durations;
import dev.symbolon.server.configuration.KeySettings;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.key.SigningKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an operator sees once the provider is ready: where it is, what it stands on, what it serves, and what may be amiss.
 *
 * @param port that it listens on
 * @param storage what the database is and where
 * @param signatures whose signatures there are
 * @param doubts what else may be amiss
 */
public record Banner(
        Configuration configuration,
        int port,
        String storage,
        String signatures,
        Served served,
        Registered registered,
        List<String> doubts) {

    /** How many there are in the database. */
    public record Registered(long clients, long apis, long users) {

        @Override
        public String toString() {
            return counted(clients, "client") + ", " + counted(apis, "API") + ", " + counted(users, "user");
        }

        private static String counted(long count, String noun) {
            return count + " " + noun + (count == 1 ? "" : "s");
        }
    }

    public String text() {
        Issuer issuer = configuration.issuer();
        List<String> lines = new ArrayList<>();
        lines.add("Symbolon is ready");
        lines.add("");
        lines.add(line("issuer", issuer.value()));
        lines.add(line("discovery", issuer.resolve("/.well-known/openid-configuration")));
        lines.add(line("listens on", listensOn()));
        configuration
                .protocol()
                .mtls()
                .address()
                .ifPresent(address -> lines.add(line("certificates", "of clients are seen at " + address)));
        lines.add(line("storage", storage));
        lines.add(line("master key", masterKey()));
        lines.add(line("signing keys", signingKeys()));
        lines.add(line("signatures", signatures));
        lines.add(line("serves", "response types  " + joined(ResponseType.ALL)));
        lines.add(line("", "response modes  " + joined(served.responseModes())));
        lines.add(line("", "grant types     " + joined(served.grantTypes())));
        lines.add(line("", "clients by      " + joined(served.clientAuthenticationMethods())));
        lines.add(line("registered", registered));
        warnings().forEach(warning -> lines.add(line("warning", warning)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String name, Object value) {
        return "  %-14s%s".formatted(name, value);
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private String listensOn() {
        String host = configuration.listener().host();
        String scheme = configuration.listener().tls().isPresent() ? "https://" : "http://";
        String address = scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        List<Network> proxies = configuration.listener().trustedProxies();
        return proxies.isEmpty() ? address : address + ", and trusts the proxies " + joined(proxies);
    }

    private String masterKey() {
        return switch (configuration.keys().masterKey()) {
            case KeySettings.MasterKey.InFile(var path) -> path.toAbsolutePath().toString();
            case KeySettings.MasterKey.Given _ -> "given in the configuration";
        };
    }

    private String signingKeys() {
        KeySettings keys = configuration.keys();
        return joined(SigningKeys.ALGORITHMS) + "; new ones every " + Durations.describe(keys.rotationPeriod())
                + ", announced " + Durations.describe(keys.announcementPeriod()) + " before";
    }

    private List<String> warnings() {
        Issuer issuer = configuration.issuer();
        List<String> warnings = new ArrayList<>();
        if (issuer.isLoopback()) {
            warnings.add("only this machine can reach the issuer; set issuer to let others in");
        }
        if (issuer.isSecure()
                && configuration.listener().tls().isEmpty()
                && configuration.listener().trustedProxies().isEmpty()) {
            warnings.add("a proxy must do TLS, and without listener.trusted-proxies all sign-ins seem to come from it,"
                    + " so that one guesser slows everybody down");
        }
        if (registered.clients() == 0) {
            warnings.add("there is no client yet; declare one in a manifest: ./symbolon apply FILE");
        }
        warnings.addAll(doubts);
        return warnings;
    }
}
