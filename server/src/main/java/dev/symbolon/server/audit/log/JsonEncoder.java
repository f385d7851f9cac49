package dev.symbolon.server.audit.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.symbolon.server.audit.LogLine;
import java.nio.charset.StandardCharsets;

/** A JSON object a line (RFC 8259): {@code timestamp}, {@code level}, {@code logger}, then the event and its members, or the message. */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    private final Timestamps timestamps = new Timestamps();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder json = new StringBuilder(300).append("{\"timestamp\":\"");
        timestamps.append(json, event.getTimeStamp());
        json.append('"');
        member(json, "level", event.getLevel().toString());
        member(json, "logger", event.getLoggerName());
        Object[] arguments = event.getArgumentArray();
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof LogLine line) {
            member(json, "event", line.event());
            line.members().forEach(member -> member(json, member.key(), member.value()));
        } else {
            member(json, "message", String.valueOf(event.getFormattedMessage()));
        }
        if (event.getThrowableProxy() != null) {
            member(json, "exception", StackText.of(event.getThrowableProxy()));
        }
        return json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":");
        JsonText.append(json, value);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
