package org.okiagari.hawtio;

/**
 * Our page as a plugin; the names are those of build/plugin.mjs.
 *
 * @param url where this application answers
 */
record Plugin(String url) implements PluginMBean {
    @Override
    public String getUrl() {
        return url;
    }

    @Override
    public String getScope() {
        return "okiagari";
    }

    @Override
    public String getModule() {
        return "./plugin";
    }

    @Override
    public String getRemoteEntryFileName() {
        return "remoteEntry.js";
    }

    @Override
    public boolean isBustRemoteEntryCache() {
        return true;
    }

    @Override
    public String getPluginEntry() {
        return "plugin";
    }
}
