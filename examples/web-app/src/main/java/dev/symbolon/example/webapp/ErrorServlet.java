package dev.symbolon.example.webapp;

import dev.symbolon.example.webapp.page.ErrorPage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page in place of those that there are not. */
final class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        if (!failed) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        new ErrorPage(response.getStatus()).document().write(response);
    }
}
