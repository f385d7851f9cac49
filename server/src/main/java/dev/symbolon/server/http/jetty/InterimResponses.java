package dev.symbolon.server.http.jetty;

import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/**
 * Interim responses, after which the answer comes (RFC 9110 §15.2). The client takes one that nobody passes over for the answer, and waits
 * for its end; so it does with those beyond the fifth, since each stays in memory.
 */
final class InterimResponses {

    private static final int MOST = 5;
    private static final String SO_FAR = InterimResponses.class.getName();

    private InterimResponses() {}

    static void passOver(ProtocolHandlers handlers) {
        handlers.put(new ContinueProtocolHandler());
        handlers.put(new ProcessingProtocolHandler() {

            @Override
            public boolean accept(Request request, Response response) {
                return super.accept(request, response) && isOneOfFew(request);
            }
        });
        handlers.put(new EarlyHintsProtocolHandler() {

            @Override
            public boolean accept(Request request, Response response) {
                return super.accept(request, response) && isOneOfFew(request);
            }
        });
    }

    private static boolean isOneOfFew(Request request) {
        int before = request.getAttributes().get(SO_FAR) instanceof Integer number ? number : 0;
        request.attribute(SO_FAR, before + 1);
        return before < MOST;
    }
}
