package dev.symbolon.server.client;

import dev.symbolon.protocol.RedirectUri;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that an application has registered. An address is admitted if it equals one of them octet by octet (RFC 9700
 * §2.1); only the port of a loopback IP address registered without one is free (RFC 8252 §7.3).
 */
public record RedirectUris(Set<RedirectUri> registered) {

    public RedirectUris {
        registered = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(registered));
    }

    public boolean admits(RedirectUri asked) {
        return registered.contains(asked) || registered.stream().anyMatch(uri -> isSameButForLoopbackPort(uri, asked));
    }

    private static boolean isSameButForLoopbackPort(RedirectUri registered, RedirectUri asked) {
        if (!registered.isLoopback() || !asked.isLoopback()) {
            return false;
        }
        URI template = registered.uri();
        int port = asked.uri().getPort();
        if (template.getPort() != -1 || port == -1 || !isFreePort(template)) {
            return false;
        }
        String prefix = template.getScheme() + "://" + template.getRawAuthority();
        String rest = registered.value().substring(prefix.length());
        return asked.value().equals(prefix + ":" + port + rest);
    }

    private static boolean isFreePort(URI template) {
        return template.getScheme().equals("http")
                && (template.getHost().equals("127.0.0.1") || template.getHost().equals("[::1]"));
    }

    /** The one that is most alike, to help a developer find the difference. */
    public Optional<RedirectUri> nearest(RedirectUri asked) {
        return registered.stream().max(Comparator.comparingInt(uri -> commonPrefix(uri.value(), asked.value())));
    }

    private static int commonPrefix(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int i = 0;
        while (i < most && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }
}
