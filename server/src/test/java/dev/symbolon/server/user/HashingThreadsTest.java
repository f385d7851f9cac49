package dev.symbolon.server.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class HashingThreadsTest {

    private final HashingThreads threads = new HashingThreads(1);

    /** The 19th field of proc_pid_stat(5) is the nice value; the second is a name in parentheses. */
    private static int niceOfThisThread() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Integer.parseInt(afterName[16]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void standBackForAllOthers() throws Exception {
        int usual = niceOfThisThread();
        FutureTask<Integer> theirs = new FutureTask<>(HashingThreadsTest::niceOfThisThread);
        threads.execute(theirs);

        assertThat(theirs.get()).isEqualTo(Math.min(19, usual + Niceness.LESS));
        assertThat(niceOfThisThread()).isEqualTo(usual);
    }

    @Test
    void refuseWhatWouldWaitForTooLong() {
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Boolean> busy = new FutureTask<>(() -> {
            end.await();
            return true;
        });
        threads.execute(busy);
        for (int i = 0; i < 50; i++) {
            threads.execute(() -> {});
        }

        assertThat(threads.waiting()).isEqualTo(50);
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        end.countDown();
    }
}
