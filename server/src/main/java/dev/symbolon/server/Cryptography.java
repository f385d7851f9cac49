package dev.symbolon.server;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;

/** Who does the cryptography: a native library where there is one for this machine, since it signs several times as fast. */
public final class Cryptography {

    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    private Cryptography() {}

    /**
     * Puts the native library before Java's own, for the whole program, if it loads. That takes some 200 milliseconds once.
     *
     * @return whether it came by this call: it was not there before, and is now
     */
    public static boolean preferNative() {
        if (isNative()) {
            return false;
        }
        try {
            // As an Object, since the JVM would otherwise load the library before the program, to see that it is a
            // Provider.
            Object library = AmazonCorrettoCryptoProvider.INSTANCE;
            if (library instanceof Provider provider && provider.getService("Signature", "SHA256withRSA") != null) {
                return Security.insertProviderAt(provider, 1) > 0;
            }
        } catch (LinkageError e) {
            // It is for another kind of machine; Java's own does the same, slower.
            return false;
        }
        return false;
    }

    /** Whose signatures there are, for people. */
    public static String signatures() {
        return isNative() ? "Amazon Corretto Crypto Provider" : "Java's own";
    }

    /** Where the native library for this machine is on the class path, if it is. */
    static String library() {
        return "com/amazon/corretto/crypto/provider/" + System.mapLibraryName("amazonCorrettoCryptoProvider");
    }

    private static boolean isNative() {
        return Security.getProvider(NATIVE) != null;
    }
}
