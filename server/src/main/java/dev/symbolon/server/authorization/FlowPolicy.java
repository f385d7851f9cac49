package dev.symbolon.server.authorization;

import static dev.symbolon.protocol.Prompt.CONSENT;
import static dev.symbolon.protocol.Prompt.LOGIN;
import static dev.symbolon.protocol.Prompt.NONE;
import static dev.symbolon.protocol.Prompt.SELECT_ACCOUNT;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.server.session.Session;
import java.time.Instant;

/**
 * Says what an authorization request needs next (OIDC Core §3.1.2.1, §3.1.2.3, §3.1.2.4).
 *
 * <p>A pure function of facts, asked again after every step. A prompt is answered once the fact that it asks for is younger
 * than the request itself.
 */
public final class FlowPolicy {

    public NextStep next(Facts facts) {
        NextStep step =
                facts.session().map(session -> afterLogin(facts, session)).orElseGet(NextStep.LogIn::new);
        return facts.interaction().request().prompts(NONE) ? step.withoutPages() : step;
    }

    private static NextStep afterLogin(Facts facts, Session session) {
        Interaction interaction = facts.interaction();
        boolean signedInForThis = !session.authenticatedAt().isBefore(interaction.requestedAt());
        if (!signedInForThis && mustSignInAgain(interaction.request(), session, facts.now())) {
            return new NextStep.LogIn();
        }
        if (isSomebodyElse(interaction.request(), facts)) {
            return signedInForThis
                    ? new NextStep.Refuse(
                            ErrorCode.LOGIN_REQUIRED, "another person has signed in than the request names")
                    : new NextStep.LogIn();
        }
        if (interaction.request().prompts(SELECT_ACCOUNT)
                && session.confirmedAt().isBefore(interaction.requestedAt())) {
            return new NextStep.SelectAccount();
        }
        return afterChoice(facts, session);
    }

    private static boolean mustSignInAgain(AuthorizationRequest request, Session session, Instant now) {
        return request.prompts(LOGIN)
                || request.demands()
                        .maxAge()
                        .filter(maxAge -> session.authenticatedAt().plus(maxAge).isBefore(now))
                        .isPresent();
    }

    private static boolean isSomebodyElse(AuthorizationRequest request, Facts facts) {
        return request.demands()
                .expected()
                .filter(expected -> !facts.known().filter(expected::equals).isPresent())
                .isPresent();
    }

    private static NextStep afterChoice(Facts facts, Session session) {
        Interaction interaction = facts.interaction();
        AuthorizationRequest request = interaction.request();
        Consent consent = facts.consent().orElseGet(() -> Consent.none(session.subject(), request.client()));
        boolean asksAgain = request.prompts(CONSENT) && consent.decidedAt().isBefore(interaction.requestedAt());
        if (facts.consentSkipped() && !request.prompts(CONSENT)) {
            return respond(request, session, request.permissions());
        }
        Permissions asked = asksAgain ? request.permissions() : consent.unanswered(request.permissions());
        return asked.isEmpty()
                ? respond(request, session, consent.granted(request.permissions()))
                : new NextStep.AskConsent(asked);
    }

    private static NextStep respond(AuthorizationRequest request, Session session, Permissions granted) {
        if (granted.yieldNothing()) {
            return new NextStep.Refuse(ErrorCode.ACCESS_DENIED, "the person allows nothing of what is asked for");
        }
        return new NextStep.Respond(
                new Approval(request.client(), session.subject(), session.sid(), session.authenticatedAt(), granted));
    }
}
