package dev.symbolon.example.webapp;

import dev.symbolon.client.ApiAccess;
import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Tokens;
import dev.symbolon.example.webapp.page.Outcome;
import dev.symbolon.example.webapp.page.UsedToken;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.util.Optional;

/** What can be done with the tokens of somebody who has signed in. All of it happens on the server. */
final class TokenActions {

    /** Of all that the person has allowed, only this (RFC 6749 §6), and for this API alone. */
    private static final ApiAccess STATISTICS = ApiAccess.to(WebApp.STATISTICS).limitedTo("read:statistics");

    private final Doors doors;
    private final ApiClient api;

    TokenActions(Doors doors, ApiClient api) {
        this.doors = doors;
        this.api = api;
    }

    /** The login to go on with, and what there is to tell. */
    record Done(Login login, Outcome outcome) {}

    Done readReports(Login login) {
        return attempt(login, client -> api.list(client, ofSignIn(login)));
    }

    Done createReport(Login login, String title) {
        return attempt(login, client -> api.create(client, ofSignIn(login), title));
    }

    /** The API wants the person to have signed in only just (RFC 9470). */
    Done deleteReports(Login login) {
        return attempt(login, client -> api.delete(client, ofSignIn(login)));
    }

    /** The API wants the person to have allowed just that (RFC 9396). */
    Done publish(Login login) {
        return attempt(login, client -> api.publish(client, ofSignIn(login)));
    }

    /** As the person, who has signed in for this API too: each API gets a token of its own (RFC 8707). */
    Done countReports(Login login) {
        try {
            Login with = doors.client(login).withAccess(login, STATISTICS);
            return attempt(
                    with,
                    client -> api.count(client, new UsedToken.OfOneApi(STATISTICS, with.accessToken(STATISTICS))));
        } catch (OpenIdFailure e) {
            return new Done(login, new Outcome.Failed(e));
        }
    }

    /** With a token of the application's own: no person is needed for it, and nobody's permission. */
    Done countReportsByItself(Login login) {
        return attempt(login, client -> {
            Tokens own = client.clientCredentials(Scope.of("read:statistics"), Optional.of(STATISTICS.api()));
            return api.count(client, new UsedToken.OfApplication(own.accessToken()));
        });
    }

    Done userInfo(Login login) {
        return attempt(login, client -> {
            JsonObject claims = client.userInfo(login);
            return new Outcome.UserInfo(claims);
        });
    }

    /** The new tokens replace the old ones: a rotated refresh token is good for once. */
    Done refresh(Login login) {
        try {
            Login refreshed = doors.client(login).refresh(login);
            return new Done(refreshed, new Outcome.Refreshed(tokens(login), tokens(refreshed)));
        } catch (OpenIdFailure e) {
            return new Done(login, new Outcome.Failed(e));
        }
    }

    private interface Attempt {
        Outcome with(OpenIdClient client) throws IOException;
    }

    private Done attempt(Login login, Attempt attempt) {
        try {
            return new Done(login, attempt.with(doors.client(login)));
        } catch (OpenIdFailure e) {
            return new Done(login, new Outcome.Failed(e));
        } catch (IOException e) {
            return new Done(login, new Outcome.ApiAway());
        }
    }

    private static UsedToken ofSignIn(Login login) {
        return new UsedToken.OfSignIn(tokens(login).accessToken());
    }

    /** Every hybrid login has a code, and so tokens from the token endpoint. */
    private static Tokens tokens(Login login) {
        return login.tokens().orElseThrow();
    }
}
