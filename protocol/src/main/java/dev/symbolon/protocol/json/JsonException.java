package dev.symbolon.protocol.json;

/** Says that a text is not the JSON that was expected; the message may be shown to whoever sent it. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    public JsonException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
