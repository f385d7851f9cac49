package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.page.LoginPage.Problem;
import dev.symbolon.server.user.SignIn;
import dev.symbolon.server.user.User;
import java.time.Duration;
import java.util.Optional;

/** Finds out who has filled in a login form, whatever they sign in for. */
public final class LoginForm {

    private final SignIn signIn;
    private final Audit audit;

    public LoginForm(SignIn signIn, Audit audit) {
        this.signIn = signIn;
        this.audit = audit;
    }

    /** What filling it in comes to. */
    public sealed interface Result {

        record Recognised(User user) implements Result {}

        /** @param username what was typed, to be shown again */
        record Refused(String username, Problem problem) implements Result {}
    }

    public Result read(HttpRequest request) {
        Parameters form = request.form();
        String username = form.one("username").orElse("");
        Secret password = Secret.of(form.one("password").orElse(""));
        return switch (signIn.verify(username, password, request.remoteAddress())) {
            case SignIn.Outcome.Recognised(User user) -> new Result.Recognised(user);
            case SignIn.Outcome.Wrong(var subject, var reason) -> {
                record(request, subject, reason);
                yield new Result.Refused(username, new Problem.WrongCredentials());
            }
            case SignIn.Outcome.TooManyAttempts(Duration pause) -> {
                record(request, Optional.empty(), "too many attempts");
                yield new Result.Refused(username, new Problem.TooManyAttempts(pause));
            }
        };
    }

    private void record(HttpRequest request, Optional<Subject> subject, String reason) {
        audit.record(new AuditEvent.SignInFailed(subject, request.remoteAddress(), reason));
    }
}
