package dev.symbolon.endtoend;

import dev.symbolon.server.Cryptography;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Clients make keys, sign and speak TLS by the native library, as the provider does: C1 alone is slow at that. */
public final class NativeCryptography implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Cryptography.preferNative();
    }
}
