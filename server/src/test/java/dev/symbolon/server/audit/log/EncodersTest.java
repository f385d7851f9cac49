package dev.symbolon.server.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class EncodersTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final List<ILoggingEvent> events = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    @BeforeEach
    void listen() {
        listener.setContext(loggers);
        listener.start();
        loggers.getLogger("symbolon").addAppender(listener);
    }

    @AfterEach
    void stopListening() {
        loggers.getLogger("symbolon").detachAppender(listener);
    }

    private ILoggingEvent audited(AuditEvent event) {
        new Audit(() -> Optional.of(TRACE), heard -> {}).record(event);
        return events.getLast();
    }

    private static AuditEvent refused(String detail) {
        return new AuditEvent.Refused("/authorize", Optional.empty(), ErrorCode.INVALID_REQUEST, detail, "REFERENCE1");
    }

    private ILoggingEvent ofALibrary(String message, Throwable thrown) {
        return new LoggingEvent("", loggers.getLogger("org.example"), Level.WARN, message, thrown, new Object[0]);
    }

    private static String encoded(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Nested
    class Json {

        private final JsonEncoder encoder = new JsonEncoder();

        private JsonObject object(ILoggingEvent event) {
            String line = encoded(encoder, event);
            assertThat(line).endsWith("}\n").matches("[^\\p{Cntrl}]*\n");
            return JsonObject.parse(line.strip());
        }

        @Test
        void hasTheEventAndItsMembers() {
            JsonObject line = object(audited(refused("no nonce")));

            assertThat(line.names())
                    .containsExactly(
                            "timestamp",
                            "level",
                            "logger",
                            "event",
                            "endpoint",
                            "error",
                            "detail",
                            "reference",
                            "trace_id");
            assertThat(line.string("timestamp"))
                    .hasValueSatisfying(time -> assertThat(time)
                            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)"));
            assertThat(line.string("event")).hasValue("refused");
            assertThat(line.string("error")).hasValue("invalid_request");
            assertThat(line.string("trace_id")).hasValue(TRACE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x\n{\"event\":\"forged\"}",
                    "x\",\"event\":\"forged",
                    "x\\",
                    "x\u2028y\u2029",
                    "\u001b[2K\u009b2K",
                    "\u202eabc",
                    "\u0000",
                    "\ud83d\ude00 \ud800"
                })
        void givesEveryValueBackAsItWas(String text) {
            assertThat(object(audited(refused(text))).string("detail")).hasValue(text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u2028", "\u009b", "\u202e", "\u001b", "\n"})
        void showsNoneOfWhatATerminalObeys(String character) {
            assertThat(encoded(encoder, audited(refused(character))).strip()).doesNotContain(character);
        }

        @Test
        void hasTheMessageAndTheExceptionOfALibrary() {
            JsonObject line = object(ofALibrary("lost\nconnection", new IllegalStateException("a\nb")));

            assertThat(line.string("message")).hasValue("lost\nconnection");
            assertThat(line.string("exception"))
                    .hasValueSatisfying(
                            text -> assertThat(text).startsWith("java.lang.IllegalStateException: a\\u{a}b\n\tat "));
        }
    }

    @Nested
    class Text {

        private final TextEncoder encoder = new TextEncoder();

        @Test
        void isALineForPeople() {
            assertThat(encoded(encoder, audited(refused("no nonce"))))
                    .matches("\\S+ INFO  symbolon.refusal refused endpoint=/authorize error=invalid_request"
                            + " detail=\"no nonce\" reference=REFERENCE1 trace_id=" + TRACE + "\n");
        }

        @Test
        void letsNobodyForgeALineThroughALibrary() {
            String text = encoded(encoder, ofALibrary("x\nERROR forged", new IllegalStateException("y\nERROR forged")));

            assertThat(text.lines()).noneMatch(line -> line.startsWith("ERROR"));
            assertThat(text.lines().skip(2)).allMatch(line -> line.startsWith("\tat "));
        }
    }
}
