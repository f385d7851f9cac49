package dev.symbolon.server;

import static dev.symbolon.server.CertifiedClients.AUTHORITY;
import static dev.symbolon.server.CertifiedClients.CLIENT_CREDENTIALS;
import static dev.symbolon.server.CertifiedClients.OTHER;
import static dev.symbolon.server.CertifiedClients.ROBOT;
import static dev.symbolon.server.CertifiedClients.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestIdentity.Wish;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.CertificateSubject.Kind;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8705 §2.1: a certificate of an authority")
class AuthorityCertificateTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private final CertifiedClients clients = new CertifiedClients(folder);

    private final TestProvider provider = clients.provider;
    private final TestClient client = clients.client;

    @BeforeEach
    void register() {
        register(Kind.SUBJECT_DN, SUBJECT);
    }

    private void register(Kind kind, String value) {
        provider.declare(client, credentials -> credentials.with(CertificateSubject.parse(kind, value)));
    }

    @Test
    void isAcceptedForItsSubject() {
        clients.isAccepted(ROBOT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn=ROBOT.example.org, o=Example, c=de",
                "2.5.4.3=robot.example.org,2.5.4.10=Example,2.5.4.6=DE",
                "CN=#0c11726f626f742e6578616d706c652e6f7267,O=\\45xample,C=DE"
            })
    void mayNameItsSubjectInOtherWords(String same) {
        register(Kind.SUBJECT_DN, same);

        clients.isAccepted(ROBOT);
    }

    @ParameterizedTest
    @CsvSource({
        "SAN_DNS, 2, robot.example.org, Robot.Example.org, other.example.org",
        "SAN_URI, 6, https://example.org/robot, https://example.org/robot, https://example.org/Robot",
        "SAN_IP, 7, 192.0.2.7, 192.0.2.7, 192.0.2.8",
        "SAN_IP, 7, 2001:db8::7, 2001:db8:0:0::7, 2001:db8::8",
        "SAN_EMAIL, 1, Robot@example.org, Robot@EXAMPLE.org, robot@example.org"
    })
    void isAcceptedForAnotherNameOfItsSubject(Kind kind, int tag, String name, String registered, String wrong) {
        TestIdentity named = AUTHORITY.issue(Wish.named("CN=x").with(tag, name));
        register(kind, registered);
        clients.isAccepted(named);

        register(kind, wrong);

        clients.isRefused(named, "not for the subject");
    }

    @Test
    void isNotAcceptedForANameOfAnotherKind() {
        register(Kind.SAN_DNS, "robot.example.org");

        clients.isRefused(ROBOT, "not for the subject");
        clients.isRefused(
                AUTHORITY.issue(Wish.named("CN=x").with(GeneralName.dNSName, "*.example.org")), "not for the subject");
    }

    @Test
    void isRefusedIfItIsAnotherClients() {
        clients.isRefused(OTHER, "not for the subject");
    }

    @Test
    void isRefusedIfNobodyVouchesForIt() {
        clients.isRefused(TestIdentity.selfSigned(Wish.named(SUBJECT)), "by an authority");
    }

    @Test
    void isRefusedIfAnotherAuthorityOfTheSameNameVouchesForIt() {
        TestIdentity impostor = TestIdentity.authority("CN=Example Authority,O=Example,C=DE");

        clients.isRefused(impostor.issue(SUBJECT), "by an authority");
    }

    @Test
    void isRefusedIfAClientVouchesForIt() {
        clients.isRefused(OTHER.issue(SUBJECT), "by an authority");
    }

    @Test
    void isAcceptedFromAnAuthorityBelow() {
        clients.isAccepted(AUTHORITY.issueAuthority("CN=Below,O=Example,C=DE").issue(SUBJECT));
    }

    @Test
    void isNotLookedForAmongMoreThanSevenThatAreShown() {
        TestIdentity robot = AUTHORITY.issueAuthority("CN=Below,O=Example,C=DE").issue(SUBJECT);

        clients.isAccepted(withOthers(robot, 6));
        clients.isRefused(withOthers(robot, 7), "by an authority");
    }

    /** The certificates of others stand between its own and the one that leads to the authority. */
    private static TestIdentity withOthers(TestIdentity robot, int others) {
        List<X509Certificate> chain = new ArrayList<>(robot.chain());
        for (int i = 0; i < others; i++) {
            chain.add(1, TestIdentity.authority("CN=Other " + i).certificate());
        }
        return new TestIdentity(robot.keys(), chain);
    }

    @Test
    void isRefusedOnceItHasExpired() {
        TestIdentity brief = AUTHORITY.issue(Wish.named(SUBJECT).until(TestClock.START.plusSeconds(60)));
        clients.isAccepted(brief);

        provider.clock().advance(Duration.ofSeconds(61));

        clients.isRefused(brief, "expired");
    }

    @Test
    void isRefusedBeforeItIsValid() {
        clients.isRefused(AUTHORITY.issue(Wish.named(SUBJECT).from(TestClock.START.plusSeconds(60))), "not valid yet");
    }

    @Test
    void isRefusedIfItIsForServersAlone() {
        clients.isRefused(
                AUTHORITY.issue(Wish.named(SUBJECT).forPurposes(KeyPurposeId.id_kp_serverAuth)), "one for clients");
        clients.isAccepted(AUTHORITY.issue(Wish.named(SUBJECT).forPurposes(KeyPurposeId.id_kp_clientAuth)));
    }

    @Test
    void isNeeded() {
        TestTokens answer = clients.token(client, CLIENT_CREDENTIALS, Optional.empty());

        assertThat(answer.error()).isEqualTo("invalid_client");
    }

    @Test
    void isNotReplacedByASecret() {
        Parameters form =
                CLIENT_CREDENTIALS.with("client_id", client.id().value()).with("client_secret", "anything");

        assertThat(TestTokens.of(provider.post("/oauth/token", form, Map.of())).error())
                .isEqualTo("invalid_client");
    }

    @Test
    void isNoCredentialOfAClientThatIsRegisteredForASecret() {
        TestClient secret = provider.register();
        Parameters form = CLIENT_CREDENTIALS.with("client_id", secret.id().value());
        HttpRequest request = new HttpRequest(
                "POST",
                "/oauth/token",
                "",
                Headers.none().set("Content-Type", "application/x-www-form-urlencoded"),
                form.encoded(),
                "192.0.2.1");

        assertThat(TestTokens.of(provider.send(request.withCertificate(ROBOT.shown())))
                        .error())
                .isEqualTo("invalid_client");
    }
}
