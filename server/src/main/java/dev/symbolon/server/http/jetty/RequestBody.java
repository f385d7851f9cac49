package dev.symbolon.server.http.jetty;

import dev.symbolon.server.http.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** The content of a request, as far as it keeps to the limits. */
sealed interface RequestBody {

    record Whole(String text) implements RequestBody {}

    record TooLarge() implements RequestBody {}

    record TooSlow() implements RequestBody {}

    record NotText() implements RequestBody {}

    static RequestBody read(Request request, Limits limits) {
        if (request.getLength() > limits.bodyOctets()) {
            return new TooLarge();
        }
        CompletableFuture<byte[]> arriving = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(request, limits.bodyOctets(), Promise.Invocable.toPromise(arriving));
        try {
            return text(arriving.get(limits.arrival().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new TooSlow();
        } catch (ExecutionException e) {
            return unreadable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpException.RuntimeException(HttpStatus.SERVICE_UNAVAILABLE_503, e);
        }
    }

    private static RequestBody text(byte[] octets) {
        try {
            return new Whole(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException e) {
            return new NotText();
        }
    }

    private static RequestBody unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case IllegalStateException _ -> new TooLarge();
            case TimeoutException _ -> new TooSlow();
            case null, default -> throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, cause);
        };
    }
}
