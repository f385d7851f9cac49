package dev.symbolon.client.servlet;

import dev.symbolon.client.Login;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request of somebody who has signed in. */
final class SignedInRequest extends HttpServletRequestWrapper {

    private final Person person;

    private record Person(String name) implements Principal {

        @Override
        public String getName() {
            return name;
        }
    }

    SignedInRequest(HttpServletRequest request, Login login) {
        super(request);
        this.person = new Person(login.subject().value());
    }

    @Override
    public Principal getUserPrincipal() {
        return person;
    }

    @Override
    public String getRemoteUser() {
        return person.getName();
    }
}
