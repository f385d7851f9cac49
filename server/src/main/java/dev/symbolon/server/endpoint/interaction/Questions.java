package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.protocol.Scope;
import dev.symbolon.server.authorization.Interactions;
import dev.symbolon.server.authorization.Question;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.session.Session;
import java.util.Optional;

/** Ties a page's question to the person that it is put to, and finds out whether an answer is to just that question. */
public final class Questions {

    private final Interactions interactions;

    public Questions(Interactions interactions) {
        this.interactions = interactions;
    }

    String seal(Visit.Current visit, Session session, Scope asked) {
        return interactions.seal(new Question(visit.interaction(), session.subject(), asked));
    }

    /** Whether the form answers a question that was put to this person, and showed all of these permissions. */
    boolean isAnswered(HttpRequest request, Session session, Scope asked) {
        Optional<Question> question = request.form().one("interaction").flatMap(interactions::openQuestion);
        return question.filter(put -> put.subject().equals(session.subject()))
                .filter(put -> put.asked().covers(asked))
                .isPresent();
    }
}
