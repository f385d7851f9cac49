package dev.symbolon.example.webapp;

import dev.symbolon.example.webapp.page.Asset;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Serves the stylesheet, the script and the mark. */
final class AssetServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Asset> asset = Asset.at(request.getServletPath() + request.getPathInfo());
        if (asset.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(asset.get().type());
        // The address changes with the content.
        response.setHeader("Cache-Control", "max-age=31536000, immutable");
        response.getOutputStream().write(asset.get().content());
    }
}
