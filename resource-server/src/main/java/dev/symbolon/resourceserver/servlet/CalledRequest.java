package dev.symbolon.resourceserver.servlet;

import dev.symbolon.resourceserver.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose caller is known: the subject is its user, and the permissions of the scope are its roles. */
final class CalledRequest extends HttpServletRequestWrapper {

    private final Caller caller;

    CalledRequest(HttpServletRequest request, Caller caller) {
        super(request);
        this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
        return () -> caller.subject().value();
    }

    @Override
    public String getRemoteUser() {
        return caller.subject().value();
    }

    @Override
    public String getAuthType() {
        return caller.confirmation().tokenType();
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.may(role);
    }
}
