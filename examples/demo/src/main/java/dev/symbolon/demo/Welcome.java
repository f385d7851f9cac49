package dev.symbolon.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo says once it runs.
 *
 * @param data where the data stay
 * @param isTerminal whether bold letters arrive as such
 */
record Welcome(Ports ports, Optional<Path> data, boolean isTerminal) {

    private static final String TEXT = """

              The two halves are ready.

                Open           <b>{web-app}</b>
                Sign in as     <b>ada@example.com</b>
                Password       <b>analytical-engine</b>

                web app        {web-app}   on the client SDK
                provider       {provider}   /.well-known/openid-configuration
                API            {api}   GET and POST /reports

                A device without a browser asks so, and you decide for it at {provider}/device:
                curl -d client_id=demo-device -d scope=openid {provider}/oauth/device/code

                A bank's counter asks for you so, and you decide at {provider}/account/requests:
                curl -u demo-counter:demo-counter-secret -d login_hint=ada@example.com -d binding_message=W4SCT \\
                     -d scope=openid {provider}/bc-authorize

              {data} Ctrl-C stops all three.

            """;

    String text() {
        return TEXT.replace("<b>", isTerminal ? "\033[1m" : "")
                .replace("</b>", isTerminal ? "\033[0m" : "")
                .replace("{web-app}", ports.webAppAddress().toString())
                .replace("{provider}", ports.issuer().value())
                .replace("{api}", ports.apiAddress().toString())
                .replace(
                        "{data}",
                        data.map(path -> "The data stay in " + path + ".").orElse("The data are temporary."));
    }
}
