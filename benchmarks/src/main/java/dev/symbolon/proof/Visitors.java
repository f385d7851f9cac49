package dev.symbolon.proof;

import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** People and applications at work on a provider that goes on though parts of it fail; every request is watched. */
final class Visitors implements AutoCloseable {

    private final List<Conversation> conversations = new ArrayList<>();
    private final Crowd crowd;

    private Visitors(Claim nothingWrong) {
        this.crowd = new Crowd(nothingWrong);
    }

    /** @param addresses which they use in turn */
    static Visitors at(
            Target target, List<URI> addresses, List<SignedIn> people, Ledger ledger, Claim nothingWrong, Watch watch) {
        Visitors visitors = new Visitors(nothingWrong);
        for (int i = 0; i < people.size(); i++) {
            Conversation conversation = Conversation.watched(target, addresses.get(i % addresses.size()), watch);
            visitors.conversations.add(conversation);
            Visitor visitor = new Visitor(target, ledger, people.get(i), 1, nothingWrong);
            visitors.crowd.addPersistent(() -> visitor.step(conversation));
        }
        return visitors;
    }

    @Override
    public void close() {
        crowd.close();
        conversations.forEach(Conversation::close);
    }
}
