package org.okiagari.hawtio;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Tells the Hawtio of this JVM where our page is, as long as this application is deployed. */
@WebListener
public final class PluginListener implements ServletContextListener {
    private static final String NAME = "hawtio:type=plugin,name=okiagari";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Plugin plugin = new Plugin(event.getServletContext().getContextPath());
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName(NAME);
            if (server.isRegistered(name)) {
                server.unregisterMBean(name);
            }
            server.registerMBean(new StandardMBean(plugin, PluginMBean.class), name);
        } catch (JMException e) {
            throw new IllegalStateException("Hawtio cannot be told of the plugin", e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            event.getServletContext().log("Hawtio keeps the plugin: " + e.getMessage());
        }
    }
}
