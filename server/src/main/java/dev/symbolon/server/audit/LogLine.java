package dev.symbolon.server.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the log: the event's name, then {@code key=value} for each of its parts.
 *
 * <p>A value is quoted unless it is plain, and holds neither a line break nor any other character that a terminal or a reader of
 * logs would obey: nobody forges a line by what they send.
 */
public final class LogLine {

    /** One part of an event, as it is: not yet fit for a log. */
    public record Member(String key, String value) {}

    private final String event;
    private final List<Member> members = new ArrayList<>();

    LogLine(String event) {
        this.event = event;
    }

    LogLine with(String key, Object value) {
        members.add(new Member(key, value.toString()));
        return this;
    }

    LogLine with(String key, Optional<?> value) {
        return value.isPresent() ? with(key, value.get()) : this;
    }

    public String event() {
        return event;
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    private static String plainOrQuoted(String value) {
        return isPlain(value) ? value : '"' + LogText.escaped(value).replace("\"", "\\\"") + '"';
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '=') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= LogText.MOST_CHARACTERS;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(event);
        for (Member member : members) {
            text.append(' ').append(member.key()).append('=').append(plainOrQuoted(member.value()));
        }
        return text.toString();
    }
}
