package org.gsprelabel.server.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Runs one web application on the loopback address until its standard input ends or a signal comes. It writes its port to
 * a file when the application answers, and ends with exit code 1 when it cannot be started.
 */
public final class JettyMain {

    /** Styles and rules are sent as forms by GeoServer's own pages; Jetty's limit is a tenth of that. */
    private static final int FORM_BYTES = 2_000_000;

    private JettyMain() {}

    /** @param args folder of the web application, its context path, port (0 for a free one), file to write the port to */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[2]));
        server.addConnector(connector);
        server.setHandler(webapp(args[0], args[1]));
        server.setStopAtShutdown(true);
        endWithTheCaller();
        try {
            server.start();
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        announce(connector.getLocalPort(), Path.of(args[3]));
        server.join();
    }

    private static WebAppContext webapp(String folder, String contextPath) {
        WebAppContext webapp = new WebAppContext(folder, contextPath);
        webapp.setThrowUnavailableOnStartupException(true);
        webapp.setMaxFormContentSize(FORM_BYTES);
        // GeoServer's jars have no web fragments; looking into each takes seconds
        webapp.setAttribute("org.eclipse.jetty.server.webapp.WebInfIncludeJarPattern", "^$");
        return webapp;
    }

    /** Whole or not at all, since the caller may look at any time. */
    private static void announce(int port, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, Integer.toString(port));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** However the caller ends, its end of the pipe is closed then. */
    private static void endWithTheCaller() {
        Thread watch = new Thread(
                () -> {
                    try (InputStream in = System.in) {
                        while (in.read() >= 0) {
                            // nothing is said on it
                        }
                    } catch (IOException e) {
                        System.err.println("standard input of the server broke: " + e);
                    }
                    System.exit(0);
                },
                "end with the caller");
        watch.setDaemon(true);
        watch.start();
    }
}
