package dev.symbolon.client;

import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A login that was started and not yet finished: what the application must remember, bound to the browser, to judge the answer.
 *
 * <p>Keep it in a session, or as {@link LoginSeal#seal sealed text} in a cookie. A browser may have several at once, one per tab,
 * told apart by their {@link #state}. It does not print.
 *
 * @param issuer the provider that was asked
 * @param codeVerifier there whenever a code was asked for (RFC 7636)
 * @param expected what the answer must look like
 * @param startedAt kept to the millisecond
 * @param returnTo the page to show after the login
 */
public record PendingLogin(
        Issuer issuer,
        State state,
        Nonce nonce,
        Optional<CodeVerifier> codeVerifier,
        ExpectedAnswer expected,
        Instant startedAt,
        LocalPath returnTo) {

    /** The login as a text of printable ASCII that {@link #parse} reads. It is secret: seal it before a browser sees it. */
    public String toText() {
        return Parameters.none()
                .with("i", issuer.value())
                .with("s", state.value())
                .with("n", nonce.value())
                .with("v", codeVerifier.map(CodeVerifier::value))
                .with("t", expected.responseType().toString())
                .with("m", expected.responseMode().value())
                .with("o", expected.scope().toString())
                .with("a", expected.maxAge().map(Duration::toSeconds))
                .with("b", Long.toString(startedAt.toEpochMilli()))
                .with("r", returnTo.value())
                .encoded();
    }

    /** Reads what {@link #toText} wrote; empty if it is anything else. */
    public static Optional<PendingLogin> parse(String text) {
        try {
            Parameters parts = Parameters.parse(text);
            return Optional.of(new PendingLogin(
                    parts.required("i", Issuer::parse),
                    parts.required("s", State::parse),
                    parts.required("n", Nonce::parse),
                    parts.optional("v", CodeVerifier::parse),
                    new ExpectedAnswer(
                            parts.required("t", ResponseType::parse),
                            parts.required("m", ResponseMode::parse),
                            parts.required("o", Scope::parse),
                            parts.optional("a", Long::parseLong).map(Duration::ofSeconds)),
                    Instant.ofEpochMilli(parts.required("b", Long::parseLong)),
                    parts.required("r", LocalPath::new)));
        } catch (OAuthException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "PendingLogin[" + issuer + ", " + expected + ", " + startedAt + "]";
    }
}
