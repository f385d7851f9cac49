package dev.symbolon.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a number of requests in at a time; others wait in line, lane by lane.
 *
 * <p>A line is closed while the first in it has waited for too long. So it is never longer than what is answered within that time, be
 * the machine fast or slow, and whoever comes when it is closed hears at once that it is.
 */
public final class Admission {

    private static final int MOST_IN_LINE = 2_048;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** One request's place in line. */
    private record Turn(Instant since, CountDownLatch comes) {}

    /** The requests of one lane that wait. */
    private record Line(Room room, Duration patience, Deque<Turn> turns) {

        boolean isClosed(Instant now) {
            Turn first = turns.peek();
            return first != null
                    && (turns.size() == MOST_IN_LINE
                            || first.since().plus(patience).isBefore(now));
        }
    }

    /** What one or more lanes share; of their lines the first has precedence. */
    private static final class Room {

        private final List<Line> lines = new ArrayList<>();
        private final int size;
        private int left;

        private Room(int size) {
            this.size = size;
            this.left = size;
        }
    }

    private final Map<Lane, Line> lines = new EnumMap<>(Lane.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;

    /**
     * @param atOnce how many requests are answered at the same time
     * @param signingIn how many more at the same time of those that wait for a password to be checked
     */
    public Admission(int atOnce, int signingIn, InstantSource clock) {
        this.clock = clock;
        open(atOnce, Lane.FINISHING, Lane.BEGINNING);
        open(signingIn, Lane.SIGNING_IN);
    }

    private void open(int size, Lane... lanes) {
        Room room = new Room(size);
        for (Lane lane : lanes) {
            Line line = new Line(room, lane.patience(), new ArrayDeque<>());
            room.lines.add(line);
            lines.put(lane, line);
        }
    }

    /**
     * Waits for a place.
     *
     * @return whether there is one, which is to be left by {@link #leave}
     */
    boolean enter(Lane lane) {
        Line line = lines.get(lane);
        if (line == null) {
            return true;
        }
        Instant now = clock.instant();
        Turn turn = new Turn(now, new CountDownLatch(1));
        lock.lock();
        try {
            if (line.room().left > 0) {
                line.room().left--;
                return true;
            }
            if (line.isClosed(now)) {
                return false;
            }
            line.turns().add(turn);
        } finally {
            lock.unlock();
        }
        return hasCome(turn) || !withdraw(line, turn);
    }

    private static boolean hasCome(Turn turn) {
        try {
            return turn.comes().await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives up waiting, unless the turn has come at this very moment. */
    private boolean withdraw(Line line, Turn turn) {
        lock.lock();
        try {
            return line.turns().remove(turn);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the place to the next in line. */
    void leave(Lane lane) {
        Line line = lines.get(lane);
        if (line == null) {
            return;
        }
        lock.lock();
        try {
            for (Line candidate : line.room().lines) {
                Turn next = candidate.turns().poll();
                if (next != null) {
                    next.comes().countDown();
                    return;
                }
            }
            line.room().left++;
        } finally {
            lock.unlock();
        }
    }

    /** How many requests are being answered in the room that the lane shares with others. */
    public int inside(Lane lane) {
        Line line = lines.get(lane);
        if (line == null) {
            return 0;
        }
        lock.lock();
        try {
            return line.room().size - line.room().left;
        } finally {
            lock.unlock();
        }
    }

    /** How many requests stand in line. */
    public int waiting(Lane lane) {
        Line line = lines.get(lane);
        if (line == null) {
            return 0;
        }
        lock.lock();
        try {
            return line.turns().size();
        } finally {
            lock.unlock();
        }
    }
}
