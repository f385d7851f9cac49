package dev.symbolon.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.resourceserver.Verdict;
import dev.symbolon.server.authorization.Authorizations.Redemption;
import dev.symbolon.server.authorization.Authorizations.Rotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What is measured succeeds: a refusal would be measured as well. */
class MicroBenchmarkTest {

    @Test
    void findsEveryBenchmarkOfThePackage() {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

        assertThat(BenchmarkList.defaultList()
                        .find(silent, MicroBenchmark.options(VerboseMode.SILENT).getIncludes(), List.of()))
                .extracting(BenchmarkListEntry::getUserClassQName)
                .contains(JwtBenchmark.class.getName(), CodeBenchmark.class.getName(), ApiBenchmark.class.getName())
                .contains(ParsingBenchmark.class.getName(), StoreBenchmark.class.getName());
    }

    @Test
    void signsAndVerifies() {
        JwtBenchmark jwt = new JwtBenchmark();

        assertThat(jwt.signByRs256()).contains(".");
        assertThat(jwt.signByEs256()).contains(".");
        assertThat(jwt.verifyByRs256()).isInstanceOf(Verification.Valid.class);
        assertThat(jwt.verifyByEs256()).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void sealsAndOpensACode() {
        CodeBenchmark code = new CodeBenchmark();

        assertThat(code.seal().value()).isNotEmpty();
        assertThat(code.open()).isPresent();
    }

    @Test
    void acceptsTheToken() {
        ApiBenchmark api = new ApiBenchmark();

        assertThat(api.verifyNewToken()).isInstanceOf(Verdict.Accepted.class);
        assertThat(api.verifyTokenSeenBefore()).isInstanceOf(Verdict.Accepted.class);
        assertThat(api.verifyTokenSeenBefore()).isInstanceOf(Verdict.Accepted.class);
        api.stopIssuer();
    }

    @Test
    void readsBothRequests() {
        ParsingBenchmark parsing = new ParsingBenchmark();

        assertThat(parsing.authorizationRequest().one("response_type")).contains("code id_token token");
        assertThat(parsing.tokenRequest().one("grant_type")).contains("authorization_code");
    }

    @Test
    void findsAndWritesAgainAndAgain() {
        StoreBenchmark store = new StoreBenchmark();

        assertThat(store.findSession()).isPresent();
        assertThat(store.findConsent()).isPresent();
        for (int i = 0; i < 2; i++) {
            assertThat(store.redeem()).isInstanceOf(Redemption.First.class);
            assertThat(store.rotate()).isInstanceOf(Rotation.Rotated.class);
        }
        store.removeDatabase();
    }
}
