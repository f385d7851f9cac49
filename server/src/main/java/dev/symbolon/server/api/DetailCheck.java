package dev.symbolon.server.api;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks that an authorization detail says what its type provides for, and nothing else (RFC 9396 §5). */
public final class DetailCheck {

    private static final int MOST_CHARACTERS = 500;
    private static final int MOST_VALUES = 20;
    private static final double GREATEST = 1L << 53;

    private final DetailType type;

    public DetailCheck(DetailType type) {
        this.type = type;
    }

    /** @throws OAuthException {@code invalid_authorization_details} with what is wrong */
    public void check(AuthorizationDetail detail) {
        Map<String, @Nullable Object> members = detail.json().members();
        Set<String> unknown = new TreeSet<>(members.keySet());
        unknown.remove("type");
        for (Map.Entry<String, List<String>> list : type.lists().entrySet()) {
            if (unknown.remove(list.getKey())) {
                texts(list.getKey(), members.get(list.getKey()), list.getValue());
            }
        }
        if (type.identifier() && unknown.remove("identifier")) {
            text("identifier", members.get("identifier"), List.of());
        }
        checkOwn("", type.members(), detail.json(), unknown);
    }

    private void checkOwn(String path, List<DetailMember> declared, JsonObject json, Set<String> unknown) {
        for (DetailMember member : declared) {
            Object value = json.members().get(member.name());
            String name = path + member.name();
            if (unknown.remove(member.name())) {
                checkValue(name, member, value);
            } else if (member.required()) {
                throw refused(name + " is missing");
            }
        }
        if (!unknown.isEmpty()) {
            throw refused(
                    "it has no member " + path + printable(unknown.iterator().next()));
        }
    }

    private void checkValue(String name, DetailMember member, @Nullable Object value) {
        switch (member.kind()) {
            case TEXT -> text(name, value, member.values());
            case TEXTS -> texts(name, value, member.values());
            case NUMBER -> number(name, value);
            case BOOLEAN -> bool(name, value);
            case OBJECT -> object(name, member, value);
        }
    }

    private void text(String name, @Nullable Object value, Collection<String> allowed) {
        if (!(value instanceof String text) || text.isEmpty() || text.length() > MOST_CHARACTERS || !isPlain(text)) {
            throw refused(name + " must be a text of 1 to " + MOST_CHARACTERS
                    + " visible characters on one line, and no space beside another or at the end");
        }
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            throw refused(name + " must be among " + allowed);
        }
    }

    /** Whether a person who reads it reads all of it: nothing in it is invisible, turns the text around, or looks like less than it is. */
    private static boolean isPlain(String text) {
        int[] characters = text.codePoints().toArray();
        boolean afterSpace = true;
        for (int c : characters) {
            boolean isSpace = Character.isSpaceChar(c);
            if (isSpace && afterSpace || isTreacherous(c)) {
                return false;
            }
            afterSpace = isSpace;
        }
        return !afterSpace;
    }

    /** Joiners are not: there are scripts and emoji that need them. */
    private static boolean isTreacherous(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> c != 0x200C && c != 0x200D;
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private void texts(String name, @Nullable Object value, Collection<String> allowed) {
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST_VALUES) {
            throw refused(name + " must be a list of 1 to " + MOST_VALUES + " texts");
        }
        list.forEach(element -> text(name, element, allowed));
        if (Set.copyOf(list).size() < list.size()) {
            throw refused(name + " has a value twice");
        }
    }

    private void number(String name, @Nullable Object value) {
        if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) <= GREATEST)) {
            throw refused(name + " must be a number of at most 15 digits");
        }
    }

    private void bool(String name, @Nullable Object value) {
        if (!(value instanceof Boolean)) {
            throw refused(name + " must be true or false");
        }
    }

    private void object(String name, DetailMember member, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refused(name + " must be an object");
        }
        JsonObject json = JsonObject.of(map);
        checkOwn(name + ".", member.members(), json, new TreeSet<>(json.names()));
    }

    private static String printable(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private OAuthException refused(String reason) {
        return new OAuthException(
                ErrorCode.INVALID_AUTHORIZATION_DETAILS,
                "in authorization_details of the type " + type.name() + ", " + reason);
    }
}
