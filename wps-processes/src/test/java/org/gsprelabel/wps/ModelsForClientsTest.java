package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.geotools.api.data.Parameter;
import org.geotools.coverage.CoverageFactoryFinder;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.feature.NameImpl;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.Processors;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.testdata.TestModels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the processes of a server tell of models, and to whom. */
class ModelsForClientsTest {

    @TempDir
    static Path data;

    private static GenericApplicationContext context;

    /** Everybody who is no administrator; of all but one, nobody knows who they are. */
    enum Other {
        ANONYMOUS,
        USER,
        IMPOSTOR,
        NOBODY;

        boolean isLoggedIn() {
            return this == USER;
        }

        void enter() {
            switch (this) {
                case ANONYMOUS -> Callers.anonymous();
                case USER -> Callers.user();
                case IMPOSTOR -> Callers.impostor();
                case NOBODY -> Callers.nobody();
            }
        }
    }

    /** Usable ones, one of a family that answers prompts; one without weights; one whose weights are no graph. */
    @BeforeAll
    static void start() throws IOException {
        Path models = data.resolve("prelabel/models");
        Path all = data.resolve("all");
        TestModels.copyTo(all);
        TestModels.copyPromptableTo(all);
        for (String id : List.of("roofs-semseg", "roofs-sam1")) {
            copy(all.resolve(id), models.resolve(id));
        }
        Path broken = Files.createDirectories(models.resolve("broken"));
        Files.writeString(
                broken.resolve("model.json"),
                Files.readString(all.resolve("roofs-semseg/model.json")).replace("\"roofs-semseg\"", "\"broken\""));
        Path corrupt = models.resolve("corrupt");
        copy(all.resolve("roofs-semseg"), corrupt);
        Files.writeString(
                corrupt.resolve("model.json"),
                Files.readString(corrupt.resolve("model.json"))
                        .replace("\"roofs-semseg\"", "\"corrupt\"")
                        .replaceAll(", \"sha256\": \"[0-9a-f]*\"", ""));
        Files.writeString(corrupt.resolve("model.onnx"), "no graph");
        context = ServerContext.start(new GenericApplicationContext(), data);
        context.getBean("prelabelAllModels", ModelRepository.class).get("roofs-semseg");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @AfterEach
    void leave() {
        Callers.nobody();
    }

    @ParameterizedTest
    @EnumSource
    void others_see_what_can_be_used_those_who_are_logged_in_also_how_and_nobody_anything_of_the_server(Other other) {
        other.enter();
        JsonNode models = list(false);

        assertThat(ids(models)).containsExactly("corrupt", "roofs-sam1", "roofs-semseg");
        assertThat(models)
                .allSatisfy(model -> assertThat(model.propertyNames())
                        .containsExactlyElementsOf(
                                other.isLoggedIn()
                                        ? List.of(
                                                "id",
                                                "title",
                                                "family",
                                                "licence",
                                                "inputs",
                                                "classes",
                                                "metresPerPixel")
                                        : List.of("id", "title")));
        assertThat(models.toString())
                .doesNotContain("CPU")
                .doesNotContain("broken")
                .doesNotContain(".onnx");
        assertThatThrownBy(() -> list(true))
                .hasMessage(
                        "check must be false or absent for callers who do not administer this server: it loads every"
                                + " model");
    }

    @Test
    void administrators_see_devices_and_problems_and_may_check() {
        Callers.administrator();

        JsonNode models = list(false);
        assertThat(ids(models)).containsExactly("broken", "corrupt", "roofs-sam1", "roofs-semseg");
        assertThat(models.get(3).path("device").stringValue()).isEqualTo("CPU");
        assertThat(models.get(0).path("problem").stringValue()).startsWith("model 'broken': field files.model.path");
        assertThat(models.get(1).path("problem").isNull()).isTrue();
        assertThat(list(true).get(1).path("problem").stringValue()).startsWith("model 'corrupt': file model.onnx");
    }

    @ParameterizedTest
    @EnumSource
    void a_model_that_cannot_be_used_is_not_there_for_others(Other other) {
        other.enter();

        String available = "'; available: corrupt, roofs-sam1, roofs-semseg";
        assertThat(refused("broken")).hasMessage("no model 'broken" + available);
        assertThat(refused("../../etc")).hasMessage("no model '../../etc" + available);
        FailedRequestException corrupt = refused("corrupt");
        assertThat(corrupt).hasMessage("model 'corrupt' cannot be used now; the server's log has the reason");
        assertThat(corrupt.failure().getMessage()).startsWith("model 'corrupt': file model.onnx");
    }

    @Test
    void administrators_are_told_why_a_model_cannot_be_used() {
        Callers.administrator();

        assertThat(refused("broken").getMessage())
                .startsWith("model 'broken': field files.model.path must name a file");
        assertThat(refused("corrupt").getMessage()).startsWith("model 'corrupt': file model.onnx cannot be loaded");
        assertThat(refused("/etc")).hasMessage("no model '/etc'; available: broken, corrupt, roofs-sam1, roofs-semseg");
    }

    @ParameterizedTest
    @EnumSource
    void nobody_but_an_administrator_reloads_models(Other other) {
        ModelRepository models = context.getBean("prelabelModels", ModelRepository.class);
        other.enter();
        assertThatThrownBy(models::reload).hasMessage("models are reloaded for administrators alone");
        Callers.administrator();
        assertThat(models.reload().closed()).isEmpty();
    }

    @Test
    void the_description_offers_the_models_that_can_be_used() {
        Callers.anonymous();
        Map<String, Parameter<?>> parameters =
                Processors.getParameterInfo(new NameImpl("prelabel", "PreLabelCoverage"));

        assertThat(options(parameters, "model")).isEqualTo(List.of("corrupt", "roofs-sam1", "roofs-semseg"));
        assertThat(options(parameters, "segmenter")).isEqualTo(List.of("roofs-sam1"));
        assertThat(options(parameters, "prompt")).isNull();
        Parameter<?> model = Objects.requireNonNull(parameters.get("model"));
        assertThat(model.isRequired()).isTrue();
        assertThat(model.getType()).isEqualTo(String.class);
        assertThat(model.getDescription().toString()).isNotBlank();
    }

    private static @Nullable Object options(Map<String, Parameter<?>> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name)).metadata.get(Parameter.OPTIONS);
    }

    private static FailedRequestException refused(String model) {
        Map<String, Object> inputs = Plugin.inputs("coverage", coverage(), "model", model);
        return catchThrowableOfType(
                FailedRequestException.class,
                () -> Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                        .execute(inputs, null));
    }

    private static GridCoverage2D coverage() {
        return CoverageFactoryFinder.getGridCoverageFactory(null)
                .create(
                        "white",
                        new java.awt.image.BufferedImage(32, 32, java.awt.image.BufferedImage.TYPE_3BYTE_BGR),
                        new ReferencedEnvelope(10, 10.0001, 50, 50.0001, DefaultGeographicCRS.WGS84));
    }

    private static JsonNode list(boolean check) {
        return JsonMapper.shared().readTree((String)
                Objects.requireNonNull(Processors.createProcess(new NameImpl("prelabel", "ListModels"))
                        .execute(Plugin.inputs("check", check), null)
                        .get("result")));
    }

    private static Set<String> ids(JsonNode models) {
        return models.valueStream()
                .map(model -> model.path("id").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
