package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings of the filter that cannot be")
class SettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"account", "", "*", "/account*", "/a/*/b", "/*/a/*", "/a/**"})
    void aPathThatWouldProtectSomethingElse(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.defaults().withProtectedPaths(List.of("/reports", path)));
    }

    @Test
    void aPathOfTheFilterThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Paths.USUAL.withLogin("login"));
        assertThatIllegalArgumentException().isThrownBy(() -> Paths.USUAL.withBackChannelLogout("https://app.example"));
    }

    @Test
    void onePathForTwoThings() {
        assertThatIllegalArgumentException().isThrownBy(() -> Paths.USUAL.withLogout("/login"));
        assertThatIllegalArgumentException().isThrownBy(() -> Paths.USUAL.withInitiation("/login"));
    }
}
