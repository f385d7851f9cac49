package dev.symbolon.client.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells the person why they are not signed in, and how to go on. */
@FunctionalInterface
public interface FailurePage {

    /** Tells the person that a login came to nothing. The status and {@code no-store} are set already. */
    void show(FailedLogin failed, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException;

    /**
     * Tells the person that the provider has ended the session (Back-Channel Logout), once, in place of leading straight to a sign-in,
     * where they might go on as somebody else. The status 401 and {@code no-store} are set already.
     *
     * @param again the path, context path included, at which to sign in again
     */
    default void showEnd(String again, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        PlainFailurePage.writeEnd(again, request, response);
    }
}
