package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.State;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.endpoint.authorization.mode.Recipient;
import dev.symbolon.server.endpoint.authorization.mode.ResponseModes;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Reference;
import dev.symbolon.server.page.Application;
import dev.symbolon.server.page.ErrorPage;
import java.util.List;
import java.util.Optional;

/** Sends answers to where they belong: to the client if there is a way to it, else to the person. */
final class Answers {

    private final Issuer issuer;
    private final ResponseModes responseModes;
    private final Surroundings surroundings;

    Answers(Issuer issuer, ResponseModes responseModes, Surroundings surroundings) {
        this.issuer = issuer;
        this.responseModes = responseModes;
        this.surroundings = surroundings;
    }

    /** Every answer bears {@code state}, if there was one, and {@code iss} (RFC 9207 §2). */
    HttpResponse deliver(HttpRequest request, Client client, ResponseTarget target, Parameters answer) {
        Parameters complete =
                answer.with("state", target.state().map(State::value)).with("iss", issuer.value());
        return responseModes.deliver(
                target.mode(), request, new Recipient(client, target.redirectUri(), target.isSilent()), complete);
    }

    /** @throws OAuthException {@code invalid_request} if the mode is switched off */
    void refuseUnserved(ResponseMode mode) {
        responseModes.refuseUnserved(mode);
    }

    HttpResponse refuse(HttpRequest request, Client client, ResponseTarget target, OAuthException refusal) {
        record(request, Optional.of(client), refusal.error(), refusal.detail());
        Parameters answer = Parameters.none()
                .with("error", refusal.error().code())
                .with("error_description", refusal.description());
        return deliver(request, client, target, answer);
    }

    HttpResponse page(HttpRequest request, Destination.Unknown unknown) {
        String reference = record(request, unknown.client(), ErrorCode.INVALID_REQUEST, unknown.detail());
        ErrorPage page = new ErrorPage(
                unknown.kind(),
                unknown.detail(),
                unknown.client().flatMap(client -> application(request, client)),
                unknown.client().flatMap(client -> client.presentation().startFrom(issuer)),
                reference);
        return surroundings.screens().show(request, List.of(), page);
    }

    private Optional<Application> application(HttpRequest request, Client client) {
        Screens screens = surroundings.screens();
        return client.redirectUris().registered().stream()
                .findFirst()
                .map(uri -> screens.application(client, uri, screens.languages(request, List.of())));
    }

    private String record(HttpRequest request, Optional<Client> client, ErrorCode error, String detail) {
        String reference = Reference.random(surroundings.random());
        surroundings
                .audit()
                .record(new AuditEvent.Refused(request.path(), client.map(Client::id), error, detail, reference));
        return reference;
    }
}
