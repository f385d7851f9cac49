package dev.symbolon.protocol;

/**
 * What a person compares on two devices (CIBA Core §7.1, {@code binding_message}): 1 to 100 characters on one line, none of which turns the
 * text around it or is invisible.
 */
public record BindingMessage(String value) {

    private static final int MOST_CHARACTERS = 100;

    /** @throws OAuthException {@code invalid_binding_message} with the reason */
    public static BindingMessage parse(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
            throw refused("must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (text.codePoints().anyMatch(BindingMessage::isTreacherous)) {
            throw refused("must have no characters that are invisible, end a line, or change the direction of writing");
        }
        return new BindingMessage(text.strip());
    }

    private static boolean isTreacherous(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static OAuthException refused(String reason) {
        return new OAuthException(ErrorCode.INVALID_BINDING_MESSAGE, "binding_message " + reason);
    }

    @Override
    public String toString() {
        return value;
    }
}
