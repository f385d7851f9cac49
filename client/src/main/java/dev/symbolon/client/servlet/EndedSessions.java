package dev.symbolon.client.servlet;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of sessions that were ended from outside, so that their browsers can be told, each once. Of too many the oldest is forgotten. */
final class EndedSessions {

    private static final int MOST = 10_000;

    private final int most;
    private final Set<String> ids = new LinkedHashSet<>();

    EndedSessions() {
        this(MOST);
    }

    EndedSessions(int most) {
        this.most = most;
    }

    synchronized void add(String id) {
        if (ids.size() == most) {
            ids.remove(ids.iterator().next());
        }
        ids.add(withoutNode(id));
    }

    /** Whether the session was ended from outside; it is said once. */
    synchronized boolean take(String id) {
        return ids.remove(withoutNode(id));
    }

    /** Containers add the name of the node after a dot, and not everywhere. */
    private static String withoutNode(String id) {
        return id.substring(0, (id + ".").indexOf('.'));
    }
}
