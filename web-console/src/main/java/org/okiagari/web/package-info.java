/**
 * The WAR's composition: what is started with it and ended with it, and what serves the console.
 *
 * <p>It reaches the monitor only through the platform MBeanServer.
 */
@NullMarked
package org.okiagari.web;

import org.jspecify.annotations.NullMarked;
