package org.okiagari.api;

/**
 * Something wrong in a file.
 *
 * @param line number of its line, from 1; 0 = the file as a whole
 * @param error true if the file is useless because of it, false for a warning
 * @param what one clause that says what is wrong and what to do
 * @param seen the text seen there, empty if there is none to show
 */
public record ProblemRow(int line, boolean error, String what, String seen) {}
