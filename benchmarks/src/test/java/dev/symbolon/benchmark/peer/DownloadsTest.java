package dev.symbolon.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.benchmark.BenchmarkException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Programs that download peers")
class DownloadsTest {

    @TempDir
    private Path folder;

    @Test
    void areNamedIfTheyAreNotThere() {
        assertThatThrownBy(() -> Downloads.run(List.of("no-such-program"), folder, "that program is needed"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("that program is needed");
    }

    @Test
    void areQuotedIfTheyFail() {
        assertThatThrownBy(() -> Downloads.run(List.of("sh", "-c", "echo no route to host; exit 7"), folder, "-"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("is there a network?")
                .hasMessageContaining("no route to host");
    }
}
