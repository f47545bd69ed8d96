package org.gsprelabel.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says where the data directory is, and which classes a web application sees. */
public final class EchoServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .print("data=" + System.getProperty("GEOSERVER_DATA_DIR") + " assertj="
                        + seen("org.assertj.core.api.Assertions") + " launcher="
                        + seen("org.eclipse.jetty.server.Server"));
    }

    private static String seen(String type) {
        try {
            Class.forName(type);
            return "seen";
        } catch (ClassNotFoundException e) {
            return "hidden";
        }
    }
}
