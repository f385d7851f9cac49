package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;

/** Sends an authorization response by one response mode. */
interface Delivery {

    ResponseMode mode();

    /** @param request the one that is answered, whose reader's language a page is in */
    HttpResponse deliver(HttpRequest request, Recipient to, Parameters response);
}
