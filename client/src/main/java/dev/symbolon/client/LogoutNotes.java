package dev.symbolon.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What the servers of an application share of logouts: a provider tells one of them that a session is over, and all must know (Back-Channel
 * Logout §2.7). Implement it over whatever they share: a table, Redis, memcached. What a note means is the SDK's business.
 *
 * <p>A note is a name and a time. The name has 43 letters, digits, hyphens and underscores, is made by hashing from the issuer, {@code sid} and
 * {@code sub}, and says nothing of the person.
 */
public interface LogoutNotes {

    /**
     * Keeps a note. Once this returns, {@link #find} finds it on every server. What it raises makes the provider try again.
     *
     * @param time to be found again; the latest one of a name counts
     * @param lifetime from now; the note may be forgotten afterwards, and not before
     */
    void keep(String name, Instant time, Duration lifetime);

    /**
     * Those notes of the names that there are. Asked at every request of somebody who has signed in, so that it must be fast. What it raises
     * fails the request: nobody is let in on a guess.
     *
     * @param names at most three
     */
    Map<String, Instant> find(Set<String> names);
}
