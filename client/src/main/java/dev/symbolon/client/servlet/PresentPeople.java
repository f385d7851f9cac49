package dev.symbolon.client.servlet;

import dev.symbolon.client.Login;
import dev.symbolon.client.LogoutToken;
import dev.symbolon.protocol.Subject;
import jakarta.servlet.http.HttpSession;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who has signed in to sessions of this server, to be found by what a logout token names: {@code sid}, else {@code sub}. A session alone holds what
 * stands for it here, because containers do not say that they drop a session that was idle for long; so there is never more than there are
 * sessions, and what the collector of garbage has found is dropped whenever somebody is added or looked for.
 */
final class PresentPeople {

    private final Map<String, Set<Entry>> bySessionId = new HashMap<>();
    private final Map<Subject, Set<Entry>> bySubject = new HashMap<>();
    private final ReferenceQueue<Presence> forgotten = new ReferenceQueue<>();

    /** Somebody has signed in. No record, because each one is equal to itself alone. */
    static final class Presence {

        private final HttpSession session;

        private Presence(HttpSession session) {
            this.session = session;
        }
    }

    /** What is known of a presence without holding it. */
    private static final class Entry extends WeakReference<Presence> {

        private final Optional<String> sessionId;
        private final Subject subject;

        private Entry(Presence presence, Login login, ReferenceQueue<Presence> forgotten) {
            super(presence, forgotten);
            this.sessionId = login.sessionId();
            this.subject = login.subject();
        }
    }

    /** @return what the session must hold, or nobody is present there */
    synchronized Presence add(HttpSession session, Login login) {
        dropForgotten();
        Presence presence = new Presence(session);
        Entry entry = new Entry(presence, login, forgotten);
        entry.sessionId.ifPresent(sid -> put(bySessionId, sid, entry));
        put(bySubject, entry.subject, entry);
        return presence;
    }

    /** The sessions that may be among those that the token names, and few others. */
    synchronized List<HttpSession> namedBy(LogoutToken token) {
        dropForgotten();
        Optional<Set<Entry>> named = token.sessionId()
                .map(sid -> bySessionId.getOrDefault(sid, Set.of()))
                .or(() -> token.subject().map(subject -> bySubject.getOrDefault(subject, Set.of())));
        return named.stream()
                .flatMap(Set::stream)
                .map(Reference::get)
                .filter(Objects::nonNull)
                .map(presence -> presence.session)
                .toList();
    }

    /** How many there are at most; those that the collector of garbage has not found yet count as well. */
    synchronized int count() {
        dropForgotten();
        return bySubject.values().stream().mapToInt(Set::size).sum();
    }

    private void dropForgotten() {
        for (Reference<?> lost = forgotten.poll(); lost != null; lost = forgotten.poll()) {
            if (lost instanceof Entry entry) {
                entry.sessionId.ifPresent(sid -> remove(bySessionId, sid, entry));
                remove(bySubject, entry.subject, entry);
            }
        }
    }

    /** Most have one alone. */
    private static <K> void put(Map<K, Set<Entry>> index, K key, Entry entry) {
        index.computeIfAbsent(key, absent -> HashSet.newHashSet(1)).add(entry);
    }

    private static <K> void remove(Map<K, Set<Entry>> index, K key, Entry entry) {
        Set<Entry> all = index.getOrDefault(key, Set.of());
        if (all.size() > 1) {
            all.remove(entry);
        } else {
            index.remove(key);
        }
    }
}
