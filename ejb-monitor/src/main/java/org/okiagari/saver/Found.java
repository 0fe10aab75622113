package org.okiagari.saver;

/**
 * A process that is the PENT's.
 *
 * @param id who it is
 * @param path what it was recognised by: program or script
 */
public record Found(ProcessId id, String path) {}
