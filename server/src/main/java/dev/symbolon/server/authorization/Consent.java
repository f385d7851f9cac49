package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person has answered when asked what an application may do; remembered, so that they are asked only for what is new.
 *
 * @param identity the answers for the scope values of OpenID Connect itself
 * @param apis the answers API by API
 * @param details what was allowed in detail, API by API: just that, and nothing like it
 * @param decidedAt when the latest answer was given
 */
public record Consent(
        Subject subject,
        ClientId client,
        Answers identity,
        Map<Audience, Answers> apis,
        Map<Audience, AuthorizationDetails> details,
        Instant decidedAt) {

    /** Of each API; the oldest ones are asked again. */
    private static final int MOST_DETAILS = 50;

    /** Answers to a number of permissions: what was allowed, and what was left out. */
    public record Answers(Scope granted, Scope declined) {

        public static final Answers NONE = new Answers(Scope.empty(), Scope.empty());

        private Answers with(Scope nowGranted, Scope nowDeclined) {
            return new Answers(
                    granted.minus(nowDeclined).plus(nowGranted),
                    declined.minus(nowGranted).plus(nowDeclined));
        }

        private Scope unanswered(Scope asked) {
            return asked.minus(granted).minus(declined);
        }
    }

    public Consent {
        apis = Map.copyOf(apis);
        details = Map.copyOf(details);
    }

    /** A consent in which nothing has been asked yet. */
    public static Consent none(Subject subject, ClientId client) {
        return new Consent(subject, client, Answers.NONE, Map.of(), Map.of(), Instant.EPOCH);
    }

    /** A consent that was taken back: nothing is allowed, and everything will be asked again. */
    public static Consent withdrawn(Subject subject, ClientId client, Instant now) {
        return new Consent(subject, client, Answers.NONE, Map.of(), Map.of(), now);
    }

    /** Whether nothing of it is allowed, so that whatever was issued under it before must not go on. */
    public boolean isWithdrawn() {
        return identity.granted().isEmpty()
                && details.isEmpty()
                && apis.values().stream().allMatch(answers -> answers.granted().isEmpty());
    }

    /** What of it has never been answered. */
    public Permissions unanswered(Permissions asked) {
        return new Permissions(
                identity.unanswered(asked.identity()),
                asked.each((audience, values) -> answers(audience).unanswered(values)),
                asked.eachDetail((audience, present) ->
                        present.filter(detail -> !detail(audience).all().contains(detail))));
    }

    /** What of it has been allowed. */
    public Permissions granted(Permissions asked) {
        return new Permissions(
                asked.identity().intersect(identity.granted()),
                asked.each(
                        (audience, values) -> values.intersect(answers(audience).granted())),
                asked.eachDetail((audience, present) ->
                        present.filter(detail -> detail(audience).all().contains(detail))));
    }

    /** This consent with new answers: everything that was asked is allowed but for what is left out. */
    public Consent with(Permissions asked, Scope leftOut, Instant now) {
        Answers newIdentity =
                identity.with(asked.identity().minus(leftOut), asked.identity().intersect(leftOut));
        Map<Audience, Answers> newApis = new HashMap<>(apis);
        asked.apis()
                .forEach((audience, values) -> newApis.put(
                        audience, answers(audience).with(values.minus(leftOut), values.intersect(leftOut))));
        Map<Audience, AuthorizationDetails> newDetails = new HashMap<>(details);
        asked.details().forEach((audience, present) -> newDetails.put(audience, latest(detail(audience), present)));
        return new Consent(subject, client, newIdentity, newApis, newDetails, now);
    }

    private static AuthorizationDetails latest(AuthorizationDetails before, AuthorizationDetails now) {
        List<AuthorizationDetail> all = before.plus(now).all();
        return new AuthorizationDetails(all.subList(Math.max(0, all.size() - MOST_DETAILS), all.size()));
    }

    private AuthorizationDetails detail(Audience audience) {
        return details.getOrDefault(audience, AuthorizationDetails.NONE);
    }

    private Answers answers(Audience audience) {
        return apis.getOrDefault(audience, Answers.NONE);
    }
}
