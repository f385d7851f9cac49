package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.server.RunningProgram.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, told to end by SIGTERM. */
class EndingTest {

    private static final int TERMINATED = 143;
    private static final int CLIENTS = 8;
    private static final String READY = "/health/ready";
    private static final String KEYS = "/.well-known/jwks.json";

    @TempDir
    private Path folder;

    private RunningProgram start(String drain) throws IOException {
        return RunningProgram.start(
                "start", "--data=" + folder.resolve("data"), "--listener-port=0", "--listener-drain=" + drain);
    }

    /** What stands before several providers: it asks whether they are ready, and sends nothing to those that are not. */
    private static final class Balancer {

        private final RunningProgram program;
        private final AtomicBoolean ready = new AtomicBoolean(true);
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger answeredWhileNotReady = new AtomicInteger();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();

        Balancer(RunningProgram program) {
            this.program = program;
        }

        /** Keeps asking over connections that last as long as the provider lets them. */
        void sendRequests() {
            while (ready.get()) {
                try (HttpConversation conversation = program.converse()) {
                    while (ready.get() && !conversation.isOver()) {
                        note(conversation.get(KEYS));
                    }
                } catch (IOException e) {
                    failures.add(e.toString());
                }
            }
        }

        private void note(Answer answer) {
            answered.incrementAndGet();
            if (answer.status() != 200) {
                failures.add(answer.toString());
            }
        }

        /** Goes on asking until it is told that the provider is not ready, and sees that it serves all the same. */
        void watch() {
            try {
                while (program.get(READY).status() == 200) {
                    Thread.onSpinWait();
                }
                if (program.get(KEYS).status() == 200) {
                    answeredWhileNotReady.incrementAndGet();
                }
            } catch (IOException e) {
                failures.add("watching: " + e);
            }
            ready.set(false);
        }
    }

    @Test
    void failsNoRequestOfABalancerThatAsksWhetherItIsReady() throws Exception {
        try (RunningProgram program = start("2s")) {
            Balancer balancer = new Balancer(program);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int client = 0; client < CLIENTS; client++) {
                    threads.execute(balancer::sendRequests);
                }
                threads.execute(balancer::watch);
                while (balancer.answered.get() < 500 && balancer.failures.isEmpty()) {
                    Thread.onSpinWait();
                }
                program.terminate();
            }

            assertThat(balancer.failures).isEmpty();
            assertThat(balancer.answeredWhileNotReady).hasValue(1);
            assertThat(program.exitCode(Duration.ofSeconds(20))).hasValue(TERMINATED);
        }
    }

    @Test
    void keepsNoConnectionOnceItIsToEnd() throws Exception {
        try (RunningProgram program = start("5m");
                HttpConversation conversation = program.converse()) {
            conversation.get(KEYS);
            assertThat(conversation.isOver()).isFalse();
            program.terminate();
            while (program.get(READY).status() == 200) {
                Thread.onSpinWait();
            }

            assertThat(conversation.get(KEYS).status()).isEqualTo(200);
            assertThat(conversation.isOver()).isTrue();
        }
    }

    @Test
    void endsAtOnceWhenItIsToldTwice() throws Exception {
        try (RunningProgram program = start("5m")) {
            program.terminate();
            while (program.get(READY).status() == 200) {
                Thread.onSpinWait();
            }
            program.terminate();

            assertThat(program.exitCode(Duration.ofSeconds(20))).hasValue(TERMINATED);
        }
    }
}
