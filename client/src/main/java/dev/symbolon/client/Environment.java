package dev.symbolon.client;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the SDK needs of the machine.
 *
 * @param httpClient reaches the provider; it must not follow redirects
 * @param timeout how long one whole answer of the provider may take
 */
public record Environment(HttpClient httpClient, Duration timeout, InstantSource clock, SecureRandom random) {

    /** 5 seconds to connect, 10 seconds for an answer, the system's clock, trust store and randomness. */
    public static Environment system() {
        HttpClient httpClient = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Environment(httpClient, Duration.ofSeconds(10), InstantSource.system(), new SecureRandom());
    }

    public Environment withHttpClient(HttpClient other) {
        return new Environment(other, timeout, clock, random);
    }

    public Environment withTimeout(Duration other) {
        return new Environment(httpClient, other, clock, random);
    }

    public Environment withClock(InstantSource other) {
        return new Environment(httpClient, timeout, other, random);
    }
}
