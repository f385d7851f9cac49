package dev.symbolon.example.webapp;

import dev.symbolon.example.webapp.page.Door;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Leads from the choice on the first page to the door that was chosen. */
final class StartServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Door door = Door.chosen(Optional.ofNullable(request.getParameter("door")));
        String chosen = Optional.ofNullable(request.getQueryString())
                .map(query -> "&" + query)
                .orElse("");
        response.sendRedirect(
                door.login() + "?return_to=" + URLEncoder.encode(door.symbolon(), StandardCharsets.UTF_8) + chosen);
    }
}
