package org.gsprelabel.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.gsprelabel.server.GeoServerProcess;
import org.gsprelabel.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Site}: one for all of them, seeded before the first and cleared after the last. Where no server is
 * named they are skipped, which is said once.
 */
public final class SiteExtension implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SiteExtension.class);

    private static final String NONE = "no GeoServer to test: give -Dgeoserver.url=URL of one that has the plugin, or"
            + " -Dgeoserver.webapp=geoserver.war to start one";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (property("geoserver.url").isEmpty() && property("geoserver.webapp").isEmpty()) {
            context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("said", key -> {
                System.out.println("acceptance suite skipped: " + NONE);
                return key;
            });
            return ConditionEvaluationResult.disabled(NONE);
        }
        return ConditionEvaluationResult.enabled("a GeoServer is named");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("site", key -> Running.start(), Running.class);
        return running.site;
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    /** The server of all tests. */
    private static final class Running implements AutoCloseable {

        private final Site site;
        private final @Nullable GeoServerProcess process;

        private Running(Site site, @Nullable GeoServerProcess process) {
            this.site = site;
            this.process = process;
        }

        static Running start() {
            GeoServerProcess process = property("geoserver.url").isEmpty() ? startProcess() : null;
            Site site = new Site(
                    process == null ? property("geoserver.url") : process.url(),
                    property("geoserver.user"),
                    property("geoserver.password"));
            Running running = new Running(site, process);
            try {
                site.seed();
                return running;
            } catch (RuntimeException e) {
                running.close();
                throw e;
            }
        }

        /** A path as whoever started the build gave it. */
        private static Path given(String path) {
            return Path.of(property("geoserver.base")).resolve(path.strip());
        }

        private static GeoServerProcess startProcess() {
            return GeoServerProcess.start(
                    new ServerSettings(
                            given(property("geoserver.webapp")),
                            Arrays.stream(property("geoserver.extensions").split(","))
                                    .filter(name -> !name.isBlank())
                                    .map(Running::given)
                                    .toList(),
                            given(property("geoserver.plugin")),
                            Path.of(property("geoserver.jetty")),
                            Optional.empty(),
                            0,
                            "2g"),
                    () -> false);
        }

        @Override
        public void close() {
            if (process == null) {
                site.clear();
                return;
            }
            try (process) {
                Files.copy(process.log(), Path.of(property("geoserver.log")), StandardCopyOption.REPLACE_EXISTING);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
