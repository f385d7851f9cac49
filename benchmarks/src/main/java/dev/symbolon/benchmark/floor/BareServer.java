package dev.symbolon.benchmark.floor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A program of its own: the provider's HTTP server with nothing behind it. It reads each request whole and answers with as many
 * octets as the request's query says at its end: {@code head=…&body=…}.
 */
public final class BareServer {

    private static final int OCTETS_OF_OTHER_FIELDS = 110;

    private BareServer() {}

    /** @param arguments the port */
    public static void main(String... arguments) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        Server server = new Server(threads);
        server.setHandler(new Answering());
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(64 * 1024);
        configuration.setResponseHeaderSize(64 * 1024);
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        server.start();
        server.join();
    }

    private static final class Answering extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String query = String.valueOf(request.getHttpURI().getQuery());
            int head = number(query, "&head=") - OCTETS_OF_OTHER_FIELDS;
            int body = number(query, "&body=");
            if (request.getLength() > 0) {
                Content.Source.asString(request);
            }
            response.setStatus(body == 0 ? 302 : 200);
            response.getHeaders().add(new HttpField("Location", "a".repeat(Math.max(1, head))));
            byte[] content = new byte[body];
            Arrays.fill(content, (byte) 'a');
            response.write(true, ByteBuffer.wrap(content), callback);
            return true;
        }

        private static int number(String query, String name) {
            int start = query.lastIndexOf(name);
            if (start < 0) {
                return 0;
            }
            int from = start + name.length();
            int end = query.indexOf('&', from);
            return Integer.parseInt(query.substring(from, end < 0 ? query.length() : end));
        }
    }
}
