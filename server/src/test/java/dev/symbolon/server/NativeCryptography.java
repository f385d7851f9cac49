package dev.symbolon.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every test makes keys and signs with the native library, as the program does, whichever other tests have run before. */
public final class NativeCryptography implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Cryptography.preferNative();
    }
}
