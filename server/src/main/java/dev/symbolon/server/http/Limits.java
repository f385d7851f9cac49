package dev.symbolon.server.http;

import java.time.Duration;

/**
 * How much a peer may ask of the server.
 *
 * @param headerOctets the request line and the header fields together
 * @param bodyOctets the content
 * @param connections those that are open at a time; others wait until one of them is closed
 * @param idle for how long a connection may be silent
 * @param arrival within what time a header, and then its content, must have arrived
 * @param farewell for how long requests may go on while the server stops
 */
public record Limits(
        int headerOctets, int bodyOctets, int connections, Duration idle, Duration arrival, Duration farewell) {

    public static final Limits DEFAULT = new Limits(
            16 * 1024, 64 * 1024, 10_000, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(10));
}
