package org.gsprelabel.wps;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.api.util.ProgressListener;
import org.geotools.util.factory.Hints;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** The plugin's real Spring XML in a context, with stand-ins for the two beans that GeoServer brings. */
public final class ServerContext {

    private ServerContext() {}

    /** GeoServer's {@code resourceLoader}, as far as the XML looks at it. */
    public record ResourceLoader(File baseDirectory) {
        public File getBaseDirectory() {
            return baseDirectory;
        }
    }

    /** A catalog with one coverage, {@code town:scene}, or without any. */
    private record Coverages(Optional<Path> scene) implements Catalog, CoverageInfo {
        @Override
        public @Nullable CoverageInfo getCoverageByName(String name) {
            return scene.isPresent() && name.equals("town:scene") ? this : null;
        }

        @Override
        public GridCoverageReader getGridCoverageReader(@Nullable ProgressListener listener, @Nullable Hints hints) {
            return Plugin.open(scene.orElseThrow());
        }
    }

    /** Fills a context and starts it, without a coverage. */
    public static <C extends GenericApplicationContext> C start(C context, Path dataDirectory) {
        return start(context, dataDirectory, Optional.empty());
    }

    /** Fills a context and starts it, with a file as the coverage {@code town:scene}. */
    public static <C extends GenericApplicationContext> C start(C context, Path dataDirectory, Path scene) {
        return start(context, dataDirectory, Optional.of(scene));
    }

    private static <C extends GenericApplicationContext> C start(C context, Path dataDirectory, Optional<Path> scene) {
        fill(context, dataDirectory, scene);
        context.refresh();
        return context;
    }

    /** Fills a context that is yet to be started, without a coverage. */
    public static <C extends GenericApplicationContext> C prepare(C context, Path dataDirectory) {
        fill(context, dataDirectory, Optional.empty());
        return context;
    }

    /** With what its class loader has of the plugin. */
    private static void fill(GenericApplicationContext context, Path dataDirectory, Optional<Path> scene) {
        new XmlBeanDefinitionReader(context)
                .loadBeanDefinitions(new ClassPathResource("applicationContext.xml", context.getClassLoader()));
        context.registerBean("catalog", Catalog.class, () -> new Coverages(scene));
        context.registerBean("resourceLoader", ResourceLoader.class, () -> new ResourceLoader(dataDirectory.toFile()));
    }
}
