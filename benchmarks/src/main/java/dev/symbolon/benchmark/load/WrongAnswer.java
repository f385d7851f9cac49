package dev.symbolon.benchmark.load;

/** An answer is not what it should be. The reason never holds a token, a code or a secret. */
public final class WrongAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public WrongAnswer(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
