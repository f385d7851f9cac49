package dev.symbolon.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OperatingSystemTest {

    private final long self = ProcessHandle.current().pid();

    @Test
    void tellsWhatAProcessHasUsed() {
        Usage usage = OperatingSystem.usage(self);

        assertThat(usage.cpu()).isBetween(Duration.ofMillis(50), Duration.ofHours(10));
        assertThat(usage.residentMegabytes()).isBetween(20.0, 10_000.0);
    }

    @Test
    void countsDescendantsToo() {
        assertThat(OperatingSystem.usageWithDescendants(self).cpu())
                .isGreaterThanOrEqualTo(OperatingSystem.usage(self).cpu().minus(Duration.ofMillis(10)));
    }
}
