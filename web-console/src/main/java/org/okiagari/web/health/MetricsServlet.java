package org.okiagari.web.health;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.users.Role;

/** {@code /metrics}: Prometheus text for a logged-in viewer; {@code ?pents=no} leaves out the series of each PENT. */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!request.isUserInRole(Role.VIEWER.word())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        boolean eachPent = !"no".equals(request.getParameter("pents"));
        Optional<AgentMXBean> agent = new Agent(ManagementFactory.getPlatformMBeanServer()).bean();
        response.setStatus(agent.isPresent() ? 200 : 503);
        response.setContentType("text/plain;version=0.0.4;charset=UTF-8");
        response.getWriter()
                .write(agent.map(bean -> Prometheus.text(bean, eachPent)).orElse("# The monitor does not run.\n"));
    }
}
