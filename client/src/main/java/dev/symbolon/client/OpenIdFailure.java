package dev.symbolon.client;

import dev.symbolon.protocol.ErrorCode;
import java.util.Optional;

/**
 * Why something with the provider did not succeed: {@link Refused} by the provider, {@link Invalid} what it answered, or
 * {@link Unreachable}. A {@code switch} over the three is complete.
 *
 * <p>Messages name what is wrong and never hold a token, code, secret or verifier.
 */
public abstract sealed class OpenIdFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private OpenIdFailure(String message, Throwable cause) {
        super(message, cause);
    }

    private OpenIdFailure(String message) {
        super(message);
    }

    /** The provider said no (RFC 6749 §4.1.2.1, §5.2; OIDC Core §3.1.2.6; RFC 6750 §3.1). */
    public static final class Refused extends OpenIdFailure {

        private static final long serialVersionUID = 1L;
        private static final int MOST_CHARACTERS = 300;

        private final String error;
        private final String description;

        /**
         * @param error the {@code error} as it came; characters that an error code cannot have are replaced
         * @param description the {@code error_description}, or nothing; cut after 300 characters
         */
        public Refused(String error, Optional<String> description) {
            super("the provider refuses: " + printable(error)
                    + description.map(text -> " (" + printable(text) + ")").orElse(""));
            this.error = printable(error);
            this.description = printable(description.orElse(""));
        }

        private static String printable(String text) {
            return text.codePoints()
                    .map(c -> c < 0x20 || c > 0x7e ? '?' : c)
                    .limit(MOST_CHARACTERS)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        /** The {@code error}, for instance {@code access_denied}. */
        public String error() {
            return error;
        }

        /** The error, if it is one that the standards name. */
        public Optional<ErrorCode> code() {
            return ErrorCode.find(error);
        }

        public boolean is(ErrorCode code) {
            return code.code().equals(error);
        }

        /** The provider's own words for a developer, in printable ASCII. They come from outside: escape them in a page. */
        public Optional<String> description() {
            return description.isEmpty() ? Optional.empty() : Optional.of(description);
        }
    }

    /** What came is not what the standards demand: a fault of the provider's, a stale callback, or an attack. */
    public static final class Invalid extends OpenIdFailure {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        public Invalid(Reason reason, String detail) {
            super(reason + ": " + detail);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** The provider gave no whole answer in time, or says that it cannot answer now. Trying again later may help. */
    public static final class Unreachable extends OpenIdFailure {

        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }

        public Unreachable(String message) {
            super(message);
        }
    }
}
