package org.okiagari.web.guard;

/**
 * Why a request is not served.
 *
 * @param status the HTTP status
 * @param message one sentence for the client; holds nothing that the client did not send
 */
public record Refusal(int status, String message) {}
