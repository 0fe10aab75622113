package org.okiagari.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.okiagari.api.users.Role;

/** {@code /who}: the user and the roles of the caller, so that our page can lock what would be refused. */
public final class WhoServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JSONArray roles = new JSONArray();
        for (Role role : Role.values()) {
            if (request.isUserInRole(role.word())) {
                roles.add(role.word());
            }
        }
        JSONObject who = new JSONObject();
        who.put("user", request.getRemoteUser());
        who.put("roles", roles);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().write(who.toJSONString());
    }
}
