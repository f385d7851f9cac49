package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Tokens;
import dev.symbolon.example.webapp.page.Outcome;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;

/** What can be done with the tokens of somebody who has signed in. All of it happens on the server. */
final class TokenActions {

    private final OpenIdClient client;
    private final ReportsClient reports;

    TokenActions(OpenIdClient client, ReportsClient reports) {
        this.client = client;
        this.reports = reports;
    }

    /** The login to go on with, and what there is to tell. */
    record Done(Login login, Outcome outcome) {}

    Done readReports(Login login) {
        return call(login, token -> reports.list(token));
    }

    Done createReport(Login login, String title) {
        return call(login, token -> reports.create(token, title));
    }

    /** The new tokens replace the old ones: a rotated refresh token is good for once. */
    Done refresh(Login login) {
        try {
            Login refreshed = client.refresh(login);
            return new Done(refreshed, new Outcome.Refreshed(tokens(login), tokens(refreshed)));
        } catch (OpenIdFailure e) {
            return new Done(login, new Outcome.Failed(e));
        }
    }

    Done userInfo(Login login) {
        try {
            JsonObject claims = client.userInfo(login);
            return new Done(login, new Outcome.UserInfo(claims));
        } catch (OpenIdFailure e) {
            return new Done(login, new Outcome.Failed(e));
        }
    }

    private interface Call {
        Outcome.ApiAnswer with(AccessToken token) throws IOException;
    }

    private static Done call(Login login, Call call) {
        try {
            return new Done(login, call.with(tokens(login).accessToken()));
        } catch (IOException e) {
            return new Done(login, new Outcome.ApiAway());
        }
    }

    /** Every hybrid login has a code, and so tokens from the token endpoint. */
    private static Tokens tokens(Login login) {
        return login.tokens().orElseThrow();
    }
}
