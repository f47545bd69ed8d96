package org.gsprelabel.wps;

import java.io.File;
import java.nio.file.Path;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;

/** The plugin's real Spring XML in a context, with stand-ins for the two beans that GeoServer brings. */
public final class ServerContext {

    private ServerContext() {}

    /** GeoServer's {@code resourceLoader}, as far as the XML looks at it. */
    public record ResourceLoader(File baseDirectory) {
        public File getBaseDirectory() {
            return baseDirectory;
        }
    }

    /** A catalog without a coverage. */
    private static final class NoCoverage implements Catalog {
        @Override
        public @Nullable CoverageInfo getCoverageByName(String name) {
            return null;
        }
    }

    /** Fills a context and starts it. */
    public static <C extends GenericApplicationContext> C start(C context, Path dataDirectory) {
        new XmlBeanDefinitionReader(context).loadBeanDefinitions("classpath:applicationContext.xml");
        context.registerBean("catalog", Catalog.class, NoCoverage::new);
        context.registerBean("resourceLoader", ResourceLoader.class, () -> new ResourceLoader(dataDirectory.toFile()));
        context.refresh();
        return context;
    }
}
