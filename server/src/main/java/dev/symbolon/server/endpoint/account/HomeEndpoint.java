package dev.symbolon.server.endpoint.account;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.endpoint.Surroundings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.HomePage;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.util.List;
import java.util.Optional;

/** {@code /}: what this address is, and who is signed in. */
public final class HomeEndpoint implements Endpoint {

    private final Issuer issuer;
    private final Users users;
    private final boolean requests;
    private final Surroundings surroundings;

    /** @param requests whether there is a page where applications wait for a person's decision */
    public HomeEndpoint(Issuer issuer, Users users, boolean requests, Surroundings surroundings) {
        this.issuer = issuer;
        this.requests = requests;
        this.users = users;
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Optional<String> account = surroundings
                .sessions()
                .read(request)
                .flatMap(session -> users.find(session.subject()))
                .map(User::username)
                .map(Username::value);
        return surroundings.screens().show(request, List.of(), new HomePage(issuer.value(), account, requests));
    }
}
