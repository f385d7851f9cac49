package dev.symbolon.example.webapp;

import dev.symbolon.client.LoginOptions;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** What an API has found missing in a token, and only another sign-in can bring. */
final class ApiDemands {

    private static final AuthorizationDetails PUBLICATION = AuthorizationDetails.parse(
            "[{\"type\": \"publication\", \"title\": \"On the Analytical Engine\", \"readers\": \"everybody\"}]");

    private ApiDemands() {}

    /** @throws IllegalArgumentException if {@code max_age} is no number */
    static LoginOptions options(HttpServletRequest request, LoginOptions usual) {
        LoginOptions options = Optional.ofNullable(request.getParameter("max_age"))
                .map(seconds -> usual.withMaxAge(Duration.ofSeconds(Long.parseLong(seconds))))
                .orElse(usual);
        return "publication".equals(request.getParameter("details"))
                ? options.withAuthorizationDetails(PUBLICATION)
                : options;
    }
}
