package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

@DisplayName("A code that many redeem at once")
class CodeRaceTest {

    private static final int RUNNERS = 64;

    @AutoClose
    private static final TestDemo DEMO = TestDemo.start();

    private final BareTokenEndpoint endpoint =
            new BareTokenEndpoint(DEMO.provider(""), DEMO.redirectUri(), TestDemo.CLIENT_ID, TestDemo.CLIENT_SECRET);

    @RepeatedTest(3)
    void bringsTokensToExactlyOne() throws Exception {
        String code = code();

        List<BareTokenEndpoint.Answer> answers = redeemAtOnce(code);

        assertThat(answers).filteredOn(BareTokenEndpoint.Answer::isSuccess).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !answer.isSuccess())
                .extracting(BareTokenEndpoint.Answer::error)
                .containsOnly("invalid_grant");
    }

    private static String code() {
        IndependentClient client = new IndependentClient(
                DEMO.provider(""),
                new IndependentClient.Registration(
                        TestDemo.CLIENT_ID, Optional.empty(), DEMO.redirectUri(), JWSAlgorithm.RS256));
        return client.browser()
                .authorize(client.request("code id_token").uri())
                .parameters()
                .get("code")
                .getFirst();
    }

    private List<BareTokenEndpoint.Answer> redeemAtOnce(String code) throws Exception {
        CountDownLatch ready = new CountDownLatch(RUNNERS);
        try (ExecutorService runners = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BareTokenEndpoint.Answer>> answers = IntStream.range(0, RUNNERS)
                    .mapToObj(runner -> runners.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return endpoint.redeem(code);
                    }))
                    .toList();
            runners.shutdown();
            assertThat(runners.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            return answers.stream().map(Future::resultNow).toList();
        }
    }
}
