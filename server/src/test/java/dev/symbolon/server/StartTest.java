package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {

    @Test
    void isPlainWithAnySettings() {
        assertThat(Start.isPlain(List.of("start"))).isTrue();
        assertThat(Start.isPlain(List.of("start", "--config=a=b", "--data=", "--listener-port=0")))
                .isTrue();
    }

    @Test
    void leavesWhateverElseThereIsToTheLibraryForCommandLines() {
        assertThat(Start.isPlain(List.of())).isFalse();
        assertThat(Start.isPlain(List.of("apply"))).isFalse();
        assertThat(Start.isPlain(List.of("start", "--help"))).isFalse();
        assertThat(Start.isPlain(List.of("start", "--config", "file"))).isFalse();
        assertThat(Start.isPlain(List.of("start", "--config=a", "--config=b"))).isFalse();
        assertThat(Start.isPlain(List.of("start", "file"))).isFalse();
    }
}
