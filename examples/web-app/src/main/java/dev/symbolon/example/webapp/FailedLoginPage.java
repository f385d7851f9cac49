package dev.symbolon.example.webapp;

import dev.symbolon.client.servlet.FailedLogin;
import dev.symbolon.client.servlet.FailurePage;
import dev.symbolon.example.webapp.page.EndedPage;
import dev.symbolon.example.webapp.page.FailedPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells people in the words of the application why they are not signed in, and how to go on. */
final class FailedLoginPage implements FailurePage {

    private final Visits visits;

    FailedLoginPage(Visits visits) {
        this.visits = visits;
    }

    @Override
    public void show(FailedLogin failed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failed.restarts()) {
            response.setHeader("Refresh", "3;url=" + failed.again());
        }
        new FailedPage(failed, visits.person(request)).document().write(response);
    }

    @Override
    public void showEnd(String again, HttpServletRequest request, HttpServletResponse response) throws IOException {
        new EndedPage(again).document().write(response);
    }
}
