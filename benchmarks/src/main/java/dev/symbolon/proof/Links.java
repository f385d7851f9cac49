package dev.symbolon.proof;

import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;

/** The connections to the nodes that serve one client, kept alive as long as the nodes wish. */
final class Links implements AutoCloseable {

    private final Map<Balancer.Upstream, Link> links = new HashMap<>();

    private record Link(HttpConnection connection, int life) {}

    /** What became of a request. */
    sealed interface Sent {

        record Answered(HttpReply reply) implements Sent {}

        /** Nobody listens there: the request has not been begun. */
        record NotTaken() implements Sent {}

        /** It may have been carried out. */
        record CutOff() implements Sent {}
    }

    Sent send(Balancer.Upstream upstream, String request) {
        Link link = links.computeIfAbsent(upstream, Links::open);
        if (link.life() != upstream.lives()) {
            link.connection().close();
            link = open(upstream);
            links.put(upstream, link);
        }
        try {
            return new Sent.Answered(link.connection().exchange(request));
        } catch (ConnectException e) {
            return new Sent.NotTaken();
        } catch (IOException e) {
            return new Sent.CutOff();
        }
    }

    private static Link open(Balancer.Upstream upstream) {
        return new Link(HttpConnection.to(upstream.address()), upstream.lives());
    }

    @Override
    public void close() {
        links.values().forEach(link -> link.connection().close());
    }
}
