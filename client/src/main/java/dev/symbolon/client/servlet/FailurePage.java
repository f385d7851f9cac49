package dev.symbolon.client.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells the person that a login came to nothing, and how to go on. The status and {@code no-store} are set already. */
@FunctionalInterface
public interface FailurePage {

    void show(FailedLogin failed, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException;
}
