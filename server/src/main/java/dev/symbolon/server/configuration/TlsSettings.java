package dev.symbolon.server.configuration;

import java.nio.file.Path;

/**
 * The files by which a listener does TLS; they are read again when they change.
 *
 * @param certificateFile its own certificate in PEM, and those that lead to whoever is trusted
 * @param keyFile its private key in PEM
 */
public record TlsSettings(Path certificateFile, Path keyFile) {}
