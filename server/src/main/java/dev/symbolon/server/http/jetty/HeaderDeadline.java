package dev.symbolon.server.http.jetty;

import java.time.Duration;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a header trickles in and does not end: they are never silent for long, so no idle timeout would.
 *
 * <p>A look is taken in regular intervals. A connection that has sent something, but no whole header, in two of them in a row is
 * closed. One whose content arrives has sent its header, and the content has a deadline of its own that is no longer than one
 * interval. A connection by TLS must have shaken hands by the second look.
 */
final class HeaderDeadline implements Connection.Listener {

    private final Scheduler scheduler;
    private final Duration interval;

    HeaderDeadline(Scheduler scheduler, Duration interval) {
        this.scheduler = scheduler;
        this.interval = interval;
    }

    /** What a connection had sent when it was last looked at, and whether it had sent something but no header by then. */
    private record Look(long headers, long octets, boolean trickled) {}

    @Override
    public void onOpened(Connection connection) {
        lookAgain(connection, new Look(0, 0, false));
    }

    private void lookAgain(Connection connection, Look last) {
        scheduler.schedule(() -> look(connection, last), interval);
    }

    private void look(Connection connection, Look last) {
        if (connection instanceof SslConnection encrypted) {
            lookAtHandshake(encrypted, last);
            return;
        }
        long headers = connection.getMessagesIn();
        long octets = connection.getBytesIn();
        boolean trickled = headers == last.headers() && octets > last.octets();
        if (trickled && last.trickled()) {
            connection.getEndPoint().close();
        }
        if (connection.getEndPoint().isOpen()) {
            lookAgain(connection, new Look(headers, octets, trickled));
        }
    }

    private void lookAtHandshake(SslConnection connection, Look last) {
        boolean isDone = !connection.getSSLEngine().getSession().getProtocol().equals("NONE");
        if (isDone || !connection.getEndPoint().isOpen()) {
            return;
        }
        if (last.trickled()) {
            connection.getEndPoint().close();
        } else {
            lookAgain(connection, new Look(last.headers(), last.octets(), true));
        }
    }
}
