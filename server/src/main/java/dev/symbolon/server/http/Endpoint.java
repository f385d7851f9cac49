package dev.symbolon.server.http;

/** A function from a request to a response. */
@FunctionalInterface
public interface Endpoint {

    HttpResponse handle(HttpRequest request);
}
