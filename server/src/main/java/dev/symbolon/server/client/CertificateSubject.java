package dev.symbolon.server.client;

import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a certificate must be for, to be the one of an application (RFC 8705 §2.1.2).
 *
 * @param value as it was registered
 */
public record CertificateSubject(Kind kind, String value) {

    private static final int MOST_CHARACTERS = 1_000;
    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    /** Where in a certificate its subject stands. */
    public enum Kind {
        /** The distinguished name (RFC 4514). */
        SUBJECT_DN(-1),
        /** A name of the DNS, not a pattern of names. */
        SAN_DNS(2),
        SAN_URI(6),
        SAN_IP(7),
        SAN_EMAIL(1);

        /** How names of this kind are marked among the subject's alternative names (RFC 5280 §4.2.1.6). */
        private final int tag;

        Kind(int tag) {
            this.tag = tag;
        }

        /** Its name among the metadata of a client, for instance {@code tls_client_auth_san_dns}. */
        public String member() {
            return "tls_client_auth_" + name().toLowerCase(Locale.ROOT);
        }

        /** Its name in a manifest. */
        public String key() {
            return member().replace('_', '-');
        }
    }

    /** @throws IllegalArgumentException if there can be no such subject, as what the value must be */
    public static CertificateSubject parse(Kind kind, String value) {
        if (value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("must have at most " + MOST_CHARACTERS + " characters");
        }
        switch (kind) {
            case SUBJECT_DN -> DistinguishedName.parse(value);
            case SAN_DNS -> refuseUnless(value.matches(HOST), "must be a name such as client.example.org");
            case SAN_URI -> refuseUnless(isUri(value), "must be an address such as https://client.example.org/");
            case SAN_IP -> refuseUnless(ip(value).isPresent(), "must be an IP address such as 192.0.2.1");
            case SAN_EMAIL ->
                refuseUnless(value.matches("[!-?A-~]{1,64}@" + HOST), "must be an address such as client@example.org");
        }
        return new CertificateSubject(kind, value);
    }

    private static void refuseUnless(boolean holds, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException(remedy);
        }
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<InetAddress> ip(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the certificate is for it. */
    public boolean isOf(X509Certificate certificate) {
        return kind == Kind.SUBJECT_DN
                ? DistinguishedName.parse(value).equals(DistinguishedName.of(certificate.getSubjectX500Principal()))
                : alternatives(certificate).stream().anyMatch(this::isNamed);
    }

    private List<String> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> Objects.equals(name.getFirst(), kind.tag))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private boolean isNamed(String name) {
        return switch (kind) {
            case SUBJECT_DN -> false;
            case SAN_DNS -> name.equalsIgnoreCase(value);
            case SAN_URI -> name.equals(value);
            case SAN_IP -> ip(name).equals(ip(value));
            case SAN_EMAIL -> isSameMailbox(name);
        };
    }

    /** The host's letters may be large or small, those before it may not (RFC 5280 §7.5). */
    private boolean isSameMailbox(String name) {
        int at = name.lastIndexOf('@');
        return at == value.lastIndexOf('@')
                && at > 0
                && name.substring(0, at).equals(value.substring(0, at))
                && name.substring(at).equalsIgnoreCase(value.substring(at));
    }

    /** The names of all kinds among the metadata of a client. */
    public static List<String> members() {
        return Arrays.stream(Kind.values()).map(Kind::member).toList();
    }
}
