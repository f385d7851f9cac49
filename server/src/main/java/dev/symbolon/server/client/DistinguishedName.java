package dev.symbolon.server.client;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * A distinguished name, in a form in which two that mean the same are equal: whatever type of text their values are, whichever way
 * their attributes are named, and without regard to case and to more spaces than one (RFC 4514, RFC 4517 §4.2.11).
 */
record DistinguishedName(String normal) {

    /** Attributes that Java has no name for, or not the usual one. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("2.5.4.5", "SERIALNUMBER"),
            Map.entry("2.5.4.15", "BUSINESSCATEGORY"),
            Map.entry("2.5.4.17", "POSTALCODE"),
            Map.entry("2.5.4.97", "ORGANIZATIONIDENTIFIER"),
            Map.entry("1.2.840.113549.1.9.1", "EMAILADDRESS"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.1", "JURISDICTIONLOCALITY"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.2", "JURISDICTIONSTATE"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.3", "JURISDICTIONCOUNTRY"),
            Map.entry("2.5.4.4", "SURNAME"),
            Map.entry("2.5.4.12", "TITLE"),
            Map.entry("2.5.4.42", "GIVENNAME"));

    private static final Map<String, String> NUMBERS =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    /** @throws IllegalArgumentException if it is none, as what it must be */
    static DistinguishedName parse(String text) {
        try {
            X500Principal name = new X500Principal(text, NUMBERS);
            if (!name.getName().isEmpty()) {
                return of(name);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(remedy(), e);
        }
        throw new IllegalArgumentException(remedy());
    }

    private static String remedy() {
        return "must be a distinguished name such as CN=client.example.org,O=Example,C=DE";
    }

    static DistinguishedName of(X500Principal name) {
        return new DistinguishedName(name.getName(X500Principal.RFC2253, NAMES)
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT));
    }
}
