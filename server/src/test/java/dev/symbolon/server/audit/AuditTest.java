package dev.symbolon.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AuditTest {

    private static final ClientId CLIENT = new ClientId("demo-web");
    private static final Subject ADA = new Subject("ada");

    private final Logger logger = (Logger) LoggerFactory.getLogger("symbolon");
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final List<AuditEvent> heard = new ArrayList<>();
    private final Audit audit = new Audit(heard::add);

    @BeforeEach
    void listen() {
        LoggerContext context = logger.getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger %msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
        appender.stop();
    }

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void isDescribedEventByEvent() throws IOException {
        List<String> described = Files.readString(Path.of("../docs/observability.md"))
                .lines()
                .filter(line -> line.startsWith("| `symbolon.") && !line.startsWith("| `symbolon.request`"))
                .flatMap(line -> Pattern.compile("`([a-z_]+)`").matcher(line).results())
                .map(event -> event.group(1))
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(AuditEvent.NAMES);
    }

    @Test
    void writesOneLinePerEvent() {
        audit.record(new AuditEvent.SignedIn(ADA, Optional.of(CLIENT), "127.0.0.1"));
        audit.record(new AuditEvent.SignInFailed(Optional.empty(), "127.0.0.1", "wrong password"));
        audit.record(
                new AuditEvent.TokensIssued(Optional.of(ADA), CLIENT, "authorization_code", "openid read:reports"));

        assertThat(lines())
                .containsExactly(
                        "INFO symbolon.session signed_in subject=ada client=demo-web address=127.0.0.1",
                        "INFO symbolon.session sign_in_failed address=127.0.0.1 reason=\"wrong password\"",
                        "INFO symbolon.token tokens_issued subject=ada client=demo-web grant_type=authorization_code"
                                + " scope=\"openid read:reports\"");
        assertThat(heard).hasSize(3);
    }

    @Test
    void warnsOfWhatAsksForAttention() {
        audit.record(new AuditEvent.CodeReplayed(CLIENT, "-abc"));
        audit.record(new AuditEvent.RefreshTokenReused(CLIENT, "-abc"));
        audit.record(new AuditEvent.Unavailable("/authorize", new IllegalStateException("no database")));

        assertThat(lines()).hasSize(3).allSatisfy(line -> assertThat(line).startsWith("WARN "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\nERROR symbolon.fault forged",
                "x\r\nforged",
                "x\u2028forged",
                "x\u2029forged",
                "x\u0085forged",
                "x\u000bforged",
                "x\u001b[2Kforged",
                "x\u202eforged",
                "x\u0000forged"
            })
    void letsNobodyForgeALine(String text) {
        audit.record(new AuditEvent.Refused("/authorize", Optional.empty(), ErrorCode.INVALID_REQUEST, text, "R"));

        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "INFO symbolon.refusal refused endpoint=/authorize error=invalid_request detail=\"x\\u{")
                        .endsWith("forged\" reference=R"));
    }

    @Test
    void letsNobodyForgeAKey() {
        audit.record(new AuditEvent.SignInFailed(Optional.empty(), "1.2.3.4", "x\" subject=\"ada\\"));
        audit.record(new AuditEvent.SignInFailed(Optional.empty(), "1.2.3.4", "x=y"));

        assertThat(lines().getFirst()).endsWith("reason=\"x\\\" subject=\\\"ada\\\\\"");
        assertThat(lines().getLast()).endsWith("reason=\"x=y\"");
    }

    @Test
    void letsNobodyForgeALineThroughAnException() {
        Exception cause =
                new IllegalStateException("outer\nERROR forged", new IllegalArgumentException("inner\r\nERROR forged"));

        audit.record(new AuditEvent.Failed("/authorize", "REFERENCE1", cause));

        assertThat(lines().getFirst())
                .startsWith("ERROR symbolon.fault failed endpoint=/authorize reference=REFERENCE1 cause=");
        assertThat(lines()).noneSatisfy(line -> assertThat(line).startsWith("ERROR forged"));
        assertThat(lines())
                .anySatisfy(line -> assertThat(line).contains("Caused by").contains("inner\\u{d}\\u{a}ERROR"));
        assertThat(lines()).anySatisfy(line -> assertThat(line).contains("at " + AuditTest.class.getName()));
    }

    @Test
    void cutsOffWhatIsEndless() {
        audit.record(new AuditEvent.SignInFailed(Optional.empty(), "1.2.3.4", "x".repeat(100_000)));

        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line).hasSizeLessThan(700).endsWith("x…\""));
    }

    @Test
    void isHeardAtInfo() {
        assertThat(logger.getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(((Logger) LoggerFactory.getLogger("org.eclipse.jetty")).getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }
}
