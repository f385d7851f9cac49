package dev.symbolon.server.manifest;

import dev.symbolon.server.configuration.Section;

/**
 * Something declared, and the section that declares it, where problems with it are told.
 *
 * @param <T> what is declared
 */
record Declared<T>(Section section, T value) {}
