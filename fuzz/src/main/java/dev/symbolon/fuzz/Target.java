package dev.symbolon.fuzz;

import java.util.function.Consumer;

/**
 * Something that reads what strangers write.
 *
 * @param name as the command line and the folder of its corpus call it
 * @param probe puts a text before it; returns if it was taken or refused as it should be, and throws whatever else happens
 */
record Target(String name, Consumer<String> probe) {}
