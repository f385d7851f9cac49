package dev.symbolon.resourceserver;

import static dev.symbolon.resourceserver.TestIssuer.REPORTS;
import static dev.symbolon.resourceserver.TestIssuer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.Verdict.Accepted;
import dev.symbolon.resourceserver.Verdict.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Tokens that are bound to a certificate, at an API (RFC 8705 §3)")
class MutualTlsTest {

    private static final Requirement READ = Requirement.of("read:reports");

    @TempDir
    private static Path folder;

    private static ClientCertificate robot;
    private static ClientCertificate other;

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = TestIssuer.start(clock);
    private final ResourceServerOptions options =
            ResourceServerOptions.defaults().withClock(clock);
    private final ResourceServer api = ResourceServer.of(issuer.issuer(), REPORTS, options);
    private final JsonObject bound =
            issuer.claims().with("cnf", JsonObject.empty().with("x5t#S256", robot.thumbprint()));
    private final String token = issuer.token(bound);

    @BeforeAll
    static void makeCertificates() {
        robot = certificate("robot");
        other = certificate("other");
    }

    private static ClientCertificate certificate(String name) {
        return new ClientCertificate(TestIdentity.named(folder, name).certificate(), List.of());
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private static Verdict get(ResourceServer api, String authorization, Optional<ClientCertificate> shown) {
        return api.verify(
                new ApiRequest(
                        "GET",
                        "https://api.example.com/reports",
                        Optional.empty(),
                        List.of(authorization),
                        List.of(),
                        shown),
                READ);
    }

    private static void isRefused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        assertThat(((Refused) verdict).challenge().error()).contains(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void areAcceptedWithTheCertificate() {
        Verdict verdict = get(api, "Bearer " + token, Optional.of(robot));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.caller().confirmation().x5tS256())
                                .contains(robot.thumbprint()));
    }

    @Test
    void areRefusedWithoutACertificate() {
        isRefused(get(api, "Bearer " + token, Optional.empty()));
        isRefused(api.verify(Optional.of("Bearer " + token), Scope.of("read:reports")));
        isRefused(api.verify(new AccessToken(token), Scope.of("read:reports")));
    }

    @Test
    void areRefusedWithAnotherCertificate() {
        isRefused(get(api, "Bearer " + token, Optional.of(other)));
    }

    @Test
    void areRefusedWithoutTheCertificateEvenIfTheyWereSeenWithIt() {
        get(api, "Bearer " + token, Optional.of(robot));

        isRefused(get(api, "Bearer " + token, Optional.of(other)));
    }

    @Test
    void areRefusedIfTheyAreBoundToAKeyThatIsNotProved() {
        String both = issuer.token(issuer.claims()
                .with(
                        "cnf",
                        JsonObject.empty()
                                .with("x5t#S256", robot.thumbprint())
                                .with("jkt", DpopKey.generate().thumbprint())));

        isRefused(get(api, "Bearer " + both, Optional.of(robot)));
        assertThat(get(api, "DPoP " + both, Optional.of(robot))).isInstanceOf(Refused.class);
    }

    @Test
    void goOnBesideTokensThatAreNot() {
        assertThat(get(api, "Bearer " + issuer.token(), Optional.of(robot))).isInstanceOf(Accepted.class);
        assertThat(get(api, "Bearer " + issuer.token(), Optional.empty())).isInstanceOf(Accepted.class);
    }

    @Test
    void areKnownByIntrospectionToo() {
        ResourceServer asking = ResourceServer.of(
                issuer.issuer(),
                REPORTS,
                options.withIntrospection(Introspection.as(new ClientId("api"), Secret.of("secret"))));
        issuer.answerIntrospection(json(() -> bound.with("active", true).with("token_type", "Bearer")));

        assertThat(get(asking, "Bearer opaque", Optional.of(robot))).isInstanceOf(Accepted.class);
        isRefused(get(asking, "Bearer opaque", Optional.of(other)));
        isRefused(get(asking, "Bearer opaque", Optional.empty()));
    }

    @Test
    void areKnownOfSeveralIssuersToo() {
        try (TestIssuer second = TestIssuer.start(clock)) {
            ResourceServer several = ResourceServer.of(List.of(second.issuer(), issuer.issuer()), REPORTS, options);

            assertThat(get(several, "Bearer " + token, Optional.of(robot))).isInstanceOf(Accepted.class);
            isRefused(get(several, "Bearer " + token, Optional.of(other)));
        }
    }
}
