package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person has answered when asked what an application may do; remembered, so that they are asked only for what is new.
 *
 * @param identity the answers for the scope values of OpenID Connect itself
 * @param apis the answers API by API
 * @param decidedAt when the latest answer was given
 */
public record Consent(
        Subject subject, ClientId client, Answers identity, Map<Audience, Answers> apis, Instant decidedAt) {

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
    }

    /** A consent in which nothing has been asked yet. */
    public static Consent none(Subject subject, ClientId client) {
        return new Consent(subject, client, Answers.NONE, Map.of(), Instant.EPOCH);
    }

    /** A consent that was taken back: nothing is allowed, and everything will be asked again. */
    public static Consent withdrawn(Subject subject, ClientId client, Instant now) {
        return new Consent(subject, client, Answers.NONE, Map.of(), now);
    }

    /** Whether nothing of it is allowed, so that whatever was issued under it before must not go on. */
    public boolean isWithdrawn() {
        return identity.granted().isEmpty()
                && apis.values().stream().allMatch(answers -> answers.granted().isEmpty());
    }

    /** What of it has never been answered. */
    public Permissions unanswered(Permissions asked) {
        return new Permissions(
                identity.unanswered(asked.identity()),
                asked.each((audience, values) -> answers(audience).unanswered(values)));
    }

    /** What of it has been allowed. */
    public Permissions granted(Permissions asked) {
        return new Permissions(
                asked.identity().intersect(identity.granted()),
                asked.each(
                        (audience, values) -> values.intersect(answers(audience).granted())));
    }

    /** This consent with new answers: everything that was asked is allowed but for what is left out. */
    public Consent with(Permissions asked, Scope leftOut, Instant now) {
        Answers newIdentity =
                identity.with(asked.identity().minus(leftOut), asked.identity().intersect(leftOut));
        Map<Audience, Answers> newApis = new HashMap<>(apis);
        asked.apis()
                .forEach((audience, values) -> newApis.put(
                        audience, answers(audience).with(values.minus(leftOut), values.intersect(leftOut))));
        return new Consent(subject, client, newIdentity, newApis, now);
    }

    private Answers answers(Audience audience) {
        return apis.getOrDefault(audience, Answers.NONE);
    }
}
