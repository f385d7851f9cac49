package dev.symbolon.server.api;

import dev.symbolon.protocol.Audience;
import java.util.List;
import java.util.Optional;

/** Keeps the protected APIs. */
public interface Apis {

    Optional<Api> find(Audience audience);

    List<Api> all();
}
