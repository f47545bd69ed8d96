package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.geoserver.platform.ModuleStatus;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.api.data.Parameter;
import org.geotools.api.feature.type.Name;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.util.factory.Hints;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;

/** The plugin's real Spring XML, with stand-ins for the two beans that GeoServer brings. */
class PluginContextTest {

    private static final Name PRE_LABEL = new NameImpl("prelabel", "PreLabelCoverage");

    /** GeoServer's {@code resourceLoader}, as far as the XML looks at it. */
    public record ResourceLoader(File baseDirectory) {
        public File getBaseDirectory() {
            return baseDirectory;
        }
    }

    /** A catalog with one coverage, {@code town:scene}. */
    private record OneCoverage(Path file) implements Catalog, CoverageInfo {
        @Override
        public @Nullable CoverageInfo getCoverageByName(String name) {
            return name.equals("town:scene") ? this : null;
        }

        @Override
        public GridCoverageReader getGridCoverageReader(@Nullable ProgressListener listener, @Nullable Hints hints)
                throws IOException {
            return new GeoTiffReader(file.toFile());
        }
    }

    @Test
    void starts_serves_and_leaves_nothing_behind_twice_in_one_jvm(@TempDir Path dataDirectory) throws IOException {
        TestModels.copyTo(dataDirectory.resolve("prelabel/models"));
        Path file = dataDirectory.resolve("scene.tif");
        Scene scene = Scene.of(SceneSpec.of(5, 256).withoutNodata());
        scene.writeGeoTiff(file);
        for (int round = 0; round < 2; round++) {
            try (GenericApplicationContext context = start(dataDirectory, file)) {
                assertThat(context.isActive()).isTrue();
                Map<String, Object> outputs = Processors.createProcess(PRE_LABEL)
                        .execute(
                                Plugin.inputs("coverageName", "town:scene", "model", "roofs-semseg", "minArea", 5.0),
                                null);
                assertThat(((SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result"))).size())
                        .isEqualTo(scene.truth().size());
                assertThatThrownBy(() -> Processors.createProcess(PRE_LABEL)
                                .execute(Plugin.inputs("coverageName", "town:secret", "model", "roofs-semseg"), null))
                        .isInstanceOf(ProcessException.class)
                        .hasMessage("coverageName 'town:secret' is not known; it must be workspace:layer");
            }
            assertThat(Processors.createProcessFactory(PRE_LABEL)).isNull();
        }
    }

    @Test
    void the_list_of_modules_says_that_models_can_run(@TempDir Path dataDirectory) throws IOException {
        TestModels.copyTo(dataDirectory.resolve("prelabel/models"));
        try (GenericApplicationContext context = start(dataDirectory, dataDirectory.resolve("none.tif"))) {
            ModuleStatus status = context.getBean(ModuleStatus.class);

            assertThat(status.isAvailable()).isTrue();
            assertThat(status.getMessage())
                    .hasValueSatisfying(message -> assertThat(message)
                            .startsWith("ONNX Runtime 1.")
                            .contains(TestModels.ids().size() + " of "
                                    + TestModels.ids().size() + " models can be used."));
        }
    }

    @Test
    void every_parameter_is_described_with_its_bounds(@TempDir Path dataDirectory) {
        try (GenericApplicationContext context = start(dataDirectory, dataDirectory.resolve("none.tif"))) {
            assertThat(context.isActive()).isTrue();
            Map<String, Parameter<?>> parameters = Processors.getParameterInfo(PRE_LABEL);

            assertThat(parameters)
                    .containsKeys(
                            "coverage",
                            "coverageName",
                            "model",
                            "nms",
                            "roi",
                            "tileSize",
                            "overlap",
                            "resolution",
                            "minConfidence",
                            "minArea",
                            "maxArea",
                            "classes",
                            "merge",
                            "agreement",
                            "minAgreement",
                            "classAware",
                            "simplify",
                            "smooth",
                            "square",
                            "minHoleArea",
                            "minWidth",
                            "targetCRS",
                            "timestamp",
                            "threads",
                            "batch");
            assertThat(parameters.values()).allSatisfy(parameter -> {
                assertThat(parameter.getDescription().toString()).isNotBlank();
                assertThat(parameter.isRequired()).isEqualTo(parameter.getName().equals("model"));
            });
            assertThat(Processors.getResultInfo(PRE_LABEL, Map.of())).containsOnlyKeys("result", "report");
        }
    }

    private static GenericApplicationContext start(Path dataDirectory, Path coverage) {
        GenericApplicationContext context = new GenericApplicationContext();
        new XmlBeanDefinitionReader(context).loadBeanDefinitions("classpath:applicationContext.xml");
        context.registerBean("catalog", Catalog.class, () -> new OneCoverage(coverage));
        context.registerBean("resourceLoader", ResourceLoader.class, () -> new ResourceLoader(dataDirectory.toFile()));
        context.refresh();
        return context;
    }
}
