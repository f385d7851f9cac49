package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A provider that is killed under load")
class CrashTest {

    private static final int ACKNOWLEDGED = 300;

    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void losesNoAcknowledgedTokenAndRedeemsNoCodeTwice() {
        try (ProviderProcess provider = ProviderProcess.start(folder)) {
            Load load = Load.on(provider.issuer());
            load.awaitAcknowledged(ACKNOWLEDGED);
            provider.kill();
            load.awaitEnd();

            provider.startAgain();

            assertThat(load.surprises()).isEmpty();
            assertThat(load.lostRefreshTokens()).isEmpty();
            assertThat(load.codesRedeemedTwice()).isEmpty();
        }
    }
}
