package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ErrorCode;

/** What an authorization request needs next. */
public sealed interface NextStep {

    /** The person has to say who they are. */
    record LogIn() implements NextStep {}

    /** The person has to say whether the account that is signed in is the one. */
    record SelectAccount() implements NextStep {}

    /** The person has to say what the client may do. */
    record AskConsent(Permissions asked) implements NextStep {}

    /** Nothing: the client gets its answer. */
    record Respond(Approval approval) implements NextStep {}

    /** Nothing can help: the client gets an error. */
    record Refuse(ErrorCode error, String detail) implements NextStep {}

    /** The same step where no page may be shown ({@code prompt=none}, OIDC Core §3.1.2.6). */
    default NextStep withoutPages() {
        return switch (this) {
            case LogIn() ->
                new Refuse(ErrorCode.LOGIN_REQUIRED, "the person must sign in, and prompt=none forbids to ask");
            case SelectAccount() ->
                new Refuse(
                        ErrorCode.ACCOUNT_SELECTION_REQUIRED,
                        "the person must choose an account, and prompt=none forbids to ask");
            case AskConsent(var asked) ->
                new Refuse(
                        ErrorCode.CONSENT_REQUIRED,
                        "the person must consent to " + asked.all()
                                + (asked.details().isEmpty() ? "" : " and authorization_details")
                                + ", and prompt=none forbids to ask");
            case Respond respond -> respond;
            case Refuse refuse -> refuse;
        };
    }
}
