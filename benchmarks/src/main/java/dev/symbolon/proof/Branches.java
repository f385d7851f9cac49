package dev.symbolon.proof;

import dev.symbolon.benchmark.target.Tokens;
import java.io.IOException;

/** Tries to have two living branches of one family of refresh tokens (RFC 9700 §4.14.2). That ends the family. */
final class Branches {

    private final Conversation conversation;
    private final Family family;

    Branches(Conversation conversation, Family family) {
        this.conversation = conversation;
        this.family = family;
    }

    /** Uses the family's predecessor once more, goes on with one of the two successors, and then comes with the other. */
    void check(Claim whole) throws IOException {
        Answer retried = refresh(family.predecessor().orElseThrow());
        if (!(retried instanceof Answer.Given(Tokens twin))) {
            whole.breakBy("a retry within the grace period: " + retried);
            return;
        }
        follow(twin, whole);
    }

    /** @param twin was received besides the newest tokens of the family, for the same refresh token */
    void follow(Tokens twin, Claim whole) throws IOException {
        String newest = family.refreshToken();
        for (int generation = 0; generation < 2; generation++) {
            Answer next = refresh(newest);
            if (!(next instanceof Answer.Given(Tokens tokens))) {
                whole.breakBy("the first branch does not go on: " + next);
                return;
            }
            newest = tokens.refreshToken().orElseThrow();
        }
        Answer second = refresh(twin.refreshToken().orElseThrow());
        whole.check(!(second instanceof Answer.Given), "two branches live");
        Answer after = refresh(newest);
        whole.check(!(after instanceof Answer.Given), "a copy was used, and the family goes on");
    }

    private Answer refresh(String token) throws IOException {
        return conversation.refresh(family.application(), token);
    }
}
