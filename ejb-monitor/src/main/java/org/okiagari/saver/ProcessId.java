package org.okiagari.saver;

/**
 * Who a process is: a bare pid may be somebody else by now.
 *
 * @param pid its pid
 * @param startTime in clock ticks since boot, {@code /proc/PID/stat} field 22
 */
public record ProcessId(long pid, long startTime) {}
