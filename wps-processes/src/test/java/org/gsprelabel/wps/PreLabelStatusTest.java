package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.geoserver.platform.ModuleStatus;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.styles.StandInStyles;
import org.gsprelabel.wps.styles.StyleInstaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreLabelStatusTest {

    private static final LoadedSettings RIGHT = LoadedSettings.of(PreLabelSettings.defaults());

    private static final StyleInstaller NO_STYLES = new StyleInstaller(RIGHT);

    /** Device and fallback as a model that is loaded says them. */
    private static final List<ModelRepository.ModelEntry> LOADED = List.of(
            new ModelRepository.ModelEntry("roofs", Optional.empty(), "CUDA:0", "", ""),
            new ModelRepository.ModelEntry(
                    "trees",
                    Optional.empty(),
                    "CPU",
                    "model 'trees' runs on the CPU instead of CUDA:0: Failed to find CUDA shared provider",
                    ""),
            new ModelRepository.ModelEntry("cars", Optional.empty(), "", "", ""));

    @TempDir
    Path folder;

    @Test
    void devices_and_fallbacks_are_said() {
        PreLabelStatus status =
                new PreLabelStatus(new Listed(), RIGHT, NO_STYLES, () -> Optional.of("a library is missing."));

        assertThat(status.isEnabled()).isTrue();
        assertThat(status.getCategory()).isEqualTo(ModuleStatus.Category.COMMUNITY);
        assertThat(status.isAvailable()).isFalse();
        assertThat(status.getMessage()).hasValue("""
                a library is missing.
                3 of 3 models can be used.
                Model 'roofs' runs on CUDA:0.
                Model 'trees' runs on CPU.
                model 'trees' runs on the CPU instead of CUDA:0: Failed to find CUDA shared provider.""");
    }

    @Test
    void a_problem_of_a_model_is_said_once_and_as_the_repository_says_it() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve("bare")).resolve("best.onnx"));
        Files.writeString(Files.createDirectory(folder.resolve("broken")).resolve("model.json"), "{");
        try (ModelRepository models = new OnnxModelRepository(folder)) {
            String message = new PreLabelStatus(models, RIGHT, NO_STYLES, () -> Optional.of("a library is missing"))
                    .getMessage()
                    .orElseThrow();

            assertThat(message.lines().toList())
                    .startsWith(
                            "a library is missing.",
                            "0 of 2 models can be used.",
                            "model 'bare': its folder has no model.json.")
                    .hasSize(4)
                    .last()
                    .asString()
                    .startsWith("model 'broken': model.json is not valid JSON at line 1")
                    .endsWith(".")
                    .doesNotEndWith("..");
        }
    }

    @Test
    void a_folder_that_cannot_be_listed_does_not_break_the_page() {
        assertThat(messageWhereListingThrows(new ModelException("the models folder cannot be read (IOException)")))
                .isEqualTo("""
                a library is missing.
                The models cannot be listed: the models folder cannot be read (IOException).""");
    }

    @Test
    void an_error_that_nobody_foresaw_does_not_break_the_page() {
        assertThat(messageWhereListingThrows(new IllegalStateException("/secret/path")))
                .isEqualTo("""
                a library is missing.
                The models cannot be listed: IllegalStateException (see the log).""");

        PreLabelStatus status = new PreLabelStatus(new Listed(), RIGHT, NO_STYLES, () -> {
            throw new IllegalStateException("the environment of ONNX Runtime cannot be created");
        });
        assertThat(status.isAvailable()).isFalse();
        assertThat(status.getMessage().orElseThrow())
                .startsWith(
                        "ONNX Runtime cannot be asked: IllegalStateException (see the log).\n3 of 3 models can be used.");
    }

    @Test
    void styles_that_could_not_be_added_are_told_and_no_reason_to_be_unavailable() {
        StyleInstaller installer = new StyleInstaller(RIGHT);
        StandInStyles server = new StandInStyles();
        server.isReadOnly = true;
        installer.initialize(server);
        PreLabelStatus status = new PreLabelStatus(new Listed(), RIGHT, installer, Optional::empty);

        assertThat(status.isAvailable()).isTrue();
        assertThat(status.getMessage().orElseThrow())
                .startsWith(
                        "Style 'prelabel-class' cannot be added to the server (IllegalStateException, see the log).\n");
    }

    private static String messageWhereListingThrows(RuntimeException failure) {
        ModelRepository models = new Listed() {
            @Override
            public List<ModelEntry> list() {
                throw failure;
            }
        };
        return new PreLabelStatus(models, RIGHT, NO_STYLES, () -> Optional.of("a library is missing."))
                .getMessage()
                .orElseThrow();
    }

    private static class Listed implements ModelRepository {
        @Override
        public List<ModelEntry> list() {
            return LOADED;
        }

        @Override
        public ModelDescriptor descriptor(String id) {
            throw new AssertionError("a status page asks for all models at once");
        }

        @Override
        public Model get(String id) {
            throw new AssertionError("a status page must load nothing");
        }

        @Override
        public ModelLease lease(Collection<String> ids, Caller caller) {
            throw new AssertionError("a status page must load nothing");
        }

        @Override
        public Reload reload() {
            throw new AssertionError("a status page must change nothing");
        }

        @Override
        public void close() {}
    }
}
