package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.session.Session;
import java.util.Optional;

/** How an interaction goes on once a page has been answered; no page knows which one comes next. */
public interface Continuation {

    HttpResponse advance(HttpRequest request, Interaction interaction, Optional<Session> session);

    HttpResponse refuse(HttpRequest request, Interaction interaction, OAuthException refusal);
}
