package dev.symbolon.server;

import java.security.Provider;
import java.security.Security;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Who does the cryptography: a native library where there is one for this machine, since it signs several times as fast. */
public final class Cryptography {

    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    private Cryptography() {}

    /**
     * Puts the native library before Java's own, for the whole program, if it loads.
     *
     * @return whose signatures there are, for people
     */
    public static String preferNative() {
        if (Security.getProvider(NATIVE) == null) {
            for (ServiceLoader.Provider<Provider> found :
                    ServiceLoader.load(Provider.class).stream().toList()) {
                add(found);
            }
        }
        return Security.getProvider(NATIVE) == null ? "Java's own" : "Amazon Corretto Crypto Provider";
    }

    private static void add(ServiceLoader.Provider<Provider> found) {
        if (!found.type().getSimpleName().equals(NATIVE)) {
            return;
        }
        try {
            Provider provider = found.get();
            if (provider.getService("Signature", "SHA256withRSA") != null) {
                Security.insertProviderAt(provider, 1);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            // It is for another kind of machine; Java's own does the same, slower.
            return;
        }
    }
}
