package dev.symbolon.protocol.jose;

import com.nimbusds.jose.EncryptionMethod;
import java.util.Arrays;
import java.util.Optional;

/** How the content of an encrypted JWT is encrypted (RFC 7518 §5.1). */
public enum ContentEncryption {
    A128CBC_HS256("A128CBC-HS256"),
    A256CBC_HS512("A256CBC-HS512"),
    A128GCM("A128GCM"),
    A256GCM("A256GCM");

    private final String value;

    ContentEncryption(String value) {
        this.value = value;
    }

    /** The {@code enc} of a header. */
    public String value() {
        return value;
    }

    /** The method that is written so in a header, if it is one of these. */
    public static Optional<ContentEncryption> find(String value) {
        return Arrays.stream(values())
                .filter(method -> method.value().equals(value))
                .findFirst();
    }

    EncryptionMethod jwe() {
        return EncryptionMethod.parse(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
