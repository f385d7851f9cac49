package dev.symbolon.server;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;

/** Who does the cryptography: a native library where there is one for this machine, since it signs several times as fast. */
public final class Cryptography {

    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    private Cryptography() {}

    /** Puts the native library before Java's own, for the whole program, if it loads. That takes some 100 milliseconds once, and whoever asks meanwhile waits. */
    public static void preferNative() {
        try {
            // As an Object, since the JVM would otherwise load the library before the program, to see that it is a
            // Provider.
            Object library = AmazonCorrettoCryptoProvider.INSTANCE;
            if (library instanceof Provider provider && provider.getService("Signature", "SHA256withRSA") != null) {
                Security.insertProviderAt(provider, 1);
            }
        } catch (LinkageError e) {
            // It is for another kind of machine; Java's own does the same, slower.
            return;
        }
    }

    /** Whose signatures there are, for people. */
    public static String signatures() {
        return Security.getProvider(NATIVE) == null ? "Java's own" : "Amazon Corretto Crypto Provider";
    }
}
