package dev.symbolon.benchmark;

import dev.symbolon.benchmark.floor.Needs;
import dev.symbolon.benchmark.load.Operation;

/** Something to measure. */
public record Work(String name, Operation operation, Needs needs) {}
