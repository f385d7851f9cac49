package dev.symbolon.server.endpoint.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.TestProvider;
import dev.symbolon.server.key.Seal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedNotificationTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    @ParameterizedTest
    @ValueSource(strings = {"", "one two", "{}", "{\"auth_req_id\":1,\"token\":2}"})
    void isNoneInAFormThatIsNotKnown(String text) {
        Seal seal = provider.keys().seal();

        assertThat(SealedNotification.open(seal, seal.seal(Seal.Purpose.NOTIFICATION, text)))
                .isEmpty();
    }
}
