package org.gsprelabel.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.gsprelabel.georef.GridToWorld;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house and who may enter which. Sits here because the command line sees every module. */
@AnalyzeClasses(packages = "org.gsprelabel", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomRulesTest {

    private static final String ROOT = "org.gsprelabel.";

    private static final String[] CORE = {
        ROOT + "tile..",
        ROOT + "georef..",
        ROOT + "raster..",
        ROOT + "tensor..",
        ROOT + "model..",
        ROOT + "input..",
        ROOT + "vectorize..",
        ROOT + "candidate..",
        ROOT + "text..",
        ROOT + "cache..",
        ROOT + "detect..",
        ROOT + "prompt..",
        ROOT + "sam..",
        ROOT + "inference..",
        ROOT + "failure..",
        ROOT + "blend..",
        ROOT + "filter..",
        ROOT + "merge..",
        ROOT + "shape..",
        ROOT + "pipeline.."
    };

    @ArchTest
    static final ArchRule core_knows_the_JDK_and_JTS_only = classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE)
                    .or(resideInAnyPackage("java..", "org.locationtech.jts..", "org.jspecify..")));

    @ArchTest
    static final ArchRule data_flows_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("tile")
            .definedBy(ROOT + "tile..")
            .layer("georef")
            .definedBy(ROOT + "georef..")
            .layer("raster")
            .definedBy(ROOT + "raster..")
            .layer("tensor")
            .definedBy(ROOT + "tensor..")
            .layer("model")
            .definedBy(ROOT + "model..")
            .layer("input")
            .definedBy(ROOT + "input..")
            .layer("vectorize")
            .definedBy(ROOT + "vectorize..")
            .layer("candidate")
            .definedBy(ROOT + "candidate..")
            .layer("text")
            .definedBy(ROOT + "text..")
            .layer("cache")
            .definedBy(ROOT + "cache..")
            .layer("detect")
            .definedBy(ROOT + "detect..")
            .layer("prompt")
            .definedBy(ROOT + "prompt..")
            .layer("sam")
            .definedBy(ROOT + "sam..")
            .layer("inference")
            .definedBy(ROOT + "inference..")
            .layer("blend")
            .definedBy(ROOT + "blend..")
            .layer("filter")
            .definedBy(ROOT + "filter..")
            .layer("merge")
            .definedBy(ROOT + "merge..")
            .layer("shape")
            .definedBy(ROOT + "shape..")
            .layer("pipeline")
            .definedBy(ROOT + "pipeline..")
            .layer("remote")
            .definedBy(ROOT + "remote..")
            .layer("onnx")
            .definedBy(ROOT + "onnx..")
            .layer("geotools")
            .definedBy(ROOT + "geotools..")
            .layer("export")
            .definedBy(ROOT + "export..")
            .layer("wps")
            .definedBy(ROOT + "wps..")
            .layer("server")
            .definedBy(ROOT + "server..")
            .layer("cli")
            .definedBy(ROOT + "cli..")
            .layer("testdata")
            .definedBy(ROOT + "testdata..")
            .whereLayer("testdata")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("wps")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("wps", "cli")
            .whereLayer("geotools")
            .mayOnlyBeAccessedByLayers("export", "wps", "cli")
            .whereLayer("remote")
            .mayOnlyBeAccessedByLayers("onnx")
            .whereLayer("onnx")
            .mayOnlyBeAccessedByLayers("wps", "cli")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("geotools", "wps", "cli")
            .whereLayer("merge")
            .mayOnlyBeAccessedByLayers("pipeline", "wps", "cli")
            .whereLayer("shape")
            .mayOnlyBeAccessedByLayers("pipeline", "geotools", "wps")
            .whereLayer("inference")
            .mayOnlyBeAccessedByLayers("pipeline", "wps")
            .whereLayer("sam")
            .mayOnlyBeAccessedByLayers("inference", "pipeline", "wps")
            .whereLayer("prompt")
            .mayOnlyBeAccessedByLayers("inference", "pipeline", "geotools", "wps")
            .whereLayer("blend")
            .mayOnlyBeAccessedByLayers("pipeline")
            // merge compares turned boxes by detect's arithmetic of convex polygons
            .whereLayer("detect")
            .mayOnlyBeAccessedByLayers("sam", "inference", "blend", "merge", "pipeline")
            .whereLayer("cache")
            .mayOnlyBeAccessedByLayers("sam", "inference", "pipeline", "wps")
            .whereLayer("text")
            .mayOnlyBeAccessedByLayers("detect", "inference", "pipeline", "wps")
            .whereLayer("input")
            .mayOnlyBeAccessedByLayers("sam", "inference");

    @ArchTest
    static final ArchRule packages_have_no_circles =
            slices().matching("org.gsprelabel.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_onnx_knows_the_runtime = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "onnx..", ROOT + "testdata..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "ai.onnx..", "ai.djl..");

    /** So that GeoServer, which shares its process with Jetty, meets no library of ours. */
    @ArchTest
    static final ArchRule what_starts_a_server_knows_the_JDK_and_Jetty_alone = classes()
            .that()
            .resideInAPackage(ROOT + "server..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "server..", "java..", "org.jspecify..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule only_the_launcher_knows_Jetty = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "server.jetty..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule only_the_adapters_to_GeoServer_name_its_types = noClasses()
            .that()
            .doNotHaveSimpleName("CatalogCoverageRepository")
            .and()
            .doNotHaveSimpleName("PreLabelStatus")
            .and()
            .doNotHaveSimpleName("ExportPredictions")
            .and()
            .resideOutsideOfPackages(ROOT + "wps.publish", ROOT + "wps.styles")
            .and()
            .resideOutsideOfPackage("org.geoserver..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.geoserver..");

    @ArchTest
    static final ArchRule only_georef_turns_pixels_into_world_coordinates = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "georef..", ROOT + "geotools..")
            .should()
            .callMethodWhere(new com.tngtech.archunit.base.DescribedPredicate<>("GridToWorld maps coordinates") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    return call.getTargetOwner().isEquivalentTo(GridToWorld.class)
                            && (call.getName().startsWith("world")
                                    || call.getName().startsWith("to"));
                }
            });

    @ArchTest
    static final ArchRule nobody_names_a_type_that_differs_between_servers = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.media.jai..", "com.sun.media.jai..", "org.eclipse.imagen..", "it.geosolutions..");

    @ArchTest
    static final ArchRule processes_know_neither_the_runtime_nor_the_room_that_does = noClasses()
            .that()
            .areAnnotatedWith(org.geotools.process.factory.DescribeProcess.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "onnx..", ROOT + "merge.SeamMerger");

    @ArchTest
    static final ArchRule every_package_is_null_marked = classes()
            .should(new ArchCondition<JavaClass>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(item, marked, item.getFullName() + " marked: " + marked));
                }
            });
}
