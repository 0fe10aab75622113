package org.okiagari.saver;

/**
 * One live process as a look saw it. Kernel threads and dead zombies are never seen.
 *
 * @param id who it is
 * @param ppid pid of its parent
 * @param pgrp its process group
 * @param session its session
 * @param exe real path of its program without " (deleted)", empty if it could not be read
 * @param argv0 first argument, empty if it could not be read
 * @param script first argument of an interpreter that is no option; empty where it is no interpreter, or with -c, -e, -m.
 *     Absolute where the process's working directory allows it
 */
public record Seen(ProcessId id, long ppid, long pgrp, long session, String exe, String argv0, String script) {}
