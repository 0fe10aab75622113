package org.okiagari.hawtio;

/** What Hawtio's page asks of a plugin before it loads it: webpack's module federation, in the words of Hawtio. */
public interface PluginMBean {
    /** Returns the address of the plugin's files, without a slash at its end. */
    String getUrl();

    /** Returns the name of the federated container. */
    String getScope();

    /** Returns the module in it. */
    String getModule();

    /** Returns the file that the container is in. */
    String getRemoteEntryFileName();

    /** Returns whether that file is asked for anew by each page. */
    boolean isBustRemoteEntryCache();

    /** Returns the function of the module that registers the plugin. */
    String getPluginEntry();
}
