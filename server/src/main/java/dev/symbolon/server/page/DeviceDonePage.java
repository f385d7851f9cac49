package dev.symbolon.server.page;

/** Says what has come of it, and that the device goes on by itself. */
public record DeviceDonePage(String application, boolean allowed) implements Page {}
