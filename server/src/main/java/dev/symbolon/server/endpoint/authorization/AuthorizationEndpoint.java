package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationCodes;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.authorization.Flow;
import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.authorization.Interactions;
import dev.symbolon.server.authorization.NextStep;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.endpoint.authorization.mode.ResponseModes;
import dev.symbolon.server.endpoint.authorization.rule.AuthorizationRules;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.ErrorPage;
import dev.symbolon.server.session.BrowserCookie;
import dev.symbolon.server.session.BrowserState;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.token.AccessTokens;
import dev.symbolon.server.token.IdTokens;
import java.util.Optional;

/** {@code /authorize} (OIDC Core §3.1.2, §3.3.2): answers an authorization request, or sends the person to the page it needs. */
public final class AuthorizationEndpoint implements Endpoint {

    /** What it decides by, and what it gives out. */
    public record Parts(
            Clients clients,
            RequestReader requests,
            Flow flow,
            Interactions interactions,
            Submissions submissions,
            AuthorizationCodes codes,
            AccessTokens accessTokens,
            IdTokens idTokens) {}

    private final Issuer issuer;
    private final Clients clients;
    private final Flow flow;
    private final Interactions interactions;
    private final Submissions submissions;
    private final RequestReader requests;
    private final AuthorizationResponses responses;
    private final Answers answers;
    private final Surroundings surroundings;

    public AuthorizationEndpoint(Issuer issuer, Parts parts, ResponseModes responseModes, Surroundings surroundings) {
        this.issuer = issuer;
        this.clients = parts.clients();
        this.flow = parts.flow();
        this.interactions = parts.interactions();
        this.submissions = parts.submissions();
        this.requests = parts.requests();
        this.responses =
                new AuthorizationResponses(parts.codes(), parts.accessTokens(), parts.idTokens(), surroundings);
        this.answers = new Answers(issuer, responseModes, surroundings);
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters parameters;
        try {
            parameters = request.parameters();
        } catch (OAuthException e) {
            return answers.page(
                    request, new Destination.Unknown(ErrorPage.Kind.BAD_REQUEST, e.detail(), Optional.empty()));
        }
        Submission submission;
        try {
            submission = submissions.read(parameters);
        } catch (OAuthException e) {
            return refuseUnread(request, parameters, e);
        }
        return switch (Destination.of(clients, submission.parameters())) {
            case Destination.Unknown unknown -> answers.page(request, unknown);
            case Destination.Known(Client client, ResponseTarget target) -> begin(request, submission, client, target);
        };
    }

    /** Of a request that cannot be read the answer goes where the browser says, if that is registered. */
    private HttpResponse refuseUnread(HttpRequest request, Parameters sent, OAuthException refusal) {
        return switch (Destination.of(clients, sent)) {
            case Destination.Unknown(var _, String detail, Optional<Client> client) ->
                answers.page(
                        request,
                        new Destination.Unknown(
                                ErrorPage.Kind.BAD_REQUEST,
                                sent.all("redirect_uri").isEmpty() ? refusal.detail() : detail,
                                client));
            case Destination.Known(Client client, ResponseTarget target) ->
                answers.refuse(request, client, target.ofUnread(client, sent), refusal);
        };
    }

    private HttpResponse begin(HttpRequest request, Submission submission, Client client, ResponseTarget target) {
        AuthorizationRequest checked;
        try {
            submission.check(client);
            checked = requests.read(submission.parameters(), client, target);
        } catch (OAuthException e) {
            return answers.refuse(request, client, target, e);
        }
        if (request.isPost() && !surroundings.sessions().isSent(request)) {
            return again(submission.sent());
        }
        BrowserCookie.Browser browser = surroundings.browsers().recognise(request);
        Interaction interaction = new Interaction(checked, surroundings.now(), browser.name());
        Optional<Session> session = surroundings.sessions().read(request);
        return browser.mark(advance(request, interaction, session, client, target));
    }

    /** A POST from another site comes without the session cookie, which is SameSite=Lax; the same request by GET has it. */
    private HttpResponse again(Parameters parameters) {
        return HttpResponse.redirect(issuer.resolve("/authorize") + "?" + parameters.encoded());
    }

    /** Goes on with an interaction: the same for the first visit, the return from every page, and {@code prompt=none}. */
    public HttpResponse advance(HttpRequest request, Interaction interaction, Optional<Session> session) {
        return switch (Destination.of(clients, interaction.request())) {
            case Destination.Unknown unknown -> answers.page(request, unknown);
            case Destination.Known(Client client, ResponseTarget target) ->
                advance(request, interaction, session, client, target);
        };
    }

    /** The rules are checked every time: what the client may do can have changed while the person was reading. */
    private HttpResponse advance(
            HttpRequest request,
            Interaction interaction,
            Optional<Session> session,
            Client client,
            ResponseTarget target) {
        try {
            answers.refuseUnserved(target.mode());
            AuthorizationRules.ALL.forEach(rule -> rule.check(interaction.request(), client));
        } catch (OAuthException e) {
            return answers.refuse(request, client, target, e);
        }
        return switch (flow.next(interaction, session)) {
            case NextStep.LogIn() -> visit("/login", interaction);
            case NextStep.SelectAccount() -> visit("/account/select", interaction);
            case NextStep.AskConsent(var asked) -> visit("/consent", interaction);
            case NextStep.Respond(Approval approval) ->
                respond(request, interaction.request(), approval, client, target);
            case NextStep.Refuse(ErrorCode error, String detail) ->
                answers.refuse(request, client, target, new OAuthException(error, detail));
        };
    }

    private HttpResponse visit(String path, Interaction interaction) {
        return HttpResponse.redirect(issuer.resolve(path) + "?interaction=" + interactions.seal(interaction));
    }

    private HttpResponse respond(
            HttpRequest request,
            AuthorizationRequest granted,
            Approval approval,
            Client client,
            ResponseTarget target) {
        AuthorizationResponse response;
        try {
            response = responses.issue(client, granted, approval);
        } catch (OAuthException e) {
            return answers.refuse(request, client, target, e);
        }
        surroundings
                .audit()
                .record(new AuditEvent.Authorized(
                        approval.subject(),
                        client.id(),
                        granted.responseType().toString(),
                        approval.permissions().scope().toString()));
        BrowserState state = surroundings.sessions().browserState();
        Optional<String> sessionState = target.redirectUri()
                .webOrigin()
                .filter(origin -> approval.permissions().isOpenId())
                .flatMap(origin -> state.sessionState(client.id(), origin, approval.session()));
        Parameters answer = response.parameters().with("session_state", sessionState);
        return state.mark(request, answers.deliver(request, client, target, answer), approval.session());
    }

    /** Tells the client that the person says no. */
    public HttpResponse refuse(HttpRequest request, Interaction interaction, OAuthException refusal) {
        return switch (Destination.of(clients, interaction.request())) {
            case Destination.Unknown unknown -> answers.page(request, unknown);
            case Destination.Known(Client client, ResponseTarget target) ->
                answers.refuse(request, client, target, refusal);
        };
    }
}
