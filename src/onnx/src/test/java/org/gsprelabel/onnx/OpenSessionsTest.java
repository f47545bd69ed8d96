package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native sessions are closed, whichever way a model goes. */
class OpenSessionsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Those of other tests. */
    private final int before = OpenSession.count();

    @BeforeEach
    void write() throws IOException {
        ScalingModels.write(folder, "a", 2);
        ScalingModels.write(folder, "b", 3);
    }

    @Test
    void a_repository_that_is_closed_leaves_none_open() throws IOException {
        try (OnnxModelRepository repository = new OnnxModelRepository(folder, new RuntimeLimits(1, 4, 2))) {
            repository.get("a");
            ModelLease b = ScalingModels.lease(repository, "b");
            assertThat(open()).isEqualTo(2);

            ScalingModels.write(folder, "b", 4);
            repository.reload();
            assertThat(open()).as("the old one in use").isEqualTo(2);
            b.close();
            assertThat(open()).isEqualTo(1);
            repository.leaseWithin(List.of("b"), Caller.patient(), Duration.ofMinutes(1));
            assertThat(open()).isEqualTo(2);
        }
        assertThat(open()).isZero();
    }

    @Test
    void models_that_make_room_or_change_are_closed() throws IOException {
        try (OnnxModelRepository repository = new OnnxModelRepository(folder, new RuntimeLimits(1, 4, 1))) {
            ScalingModels.lease(repository, "a").close();
            ScalingModels.lease(repository, "b").close();
            assertThat(open()).isEqualTo(1);

            ScalingModels.write(folder, "b", 4);
            repository.reload();
            assertThat(open()).isZero();
        }
    }

    /** The graph of {@code a} loads, and is not what its descriptor says; bare files are only looked at. */
    @Test
    void models_that_cannot_be_used_and_files_that_are_looked_at_leave_none_open() throws IOException {
        Path descriptor = folder.resolve("a/model.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("[1]", "[1, 2]"));
        Files.copy(folder.resolve("b/model.onnx"), folder.resolve("bare.onnx"));
        Files.writeString(folder.resolve("broken.onnx"), "no graph");
        try (OnnxModelRepository repository = new OnnxModelRepository(folder)) {
            assertThatThrownBy(() -> ScalingModels.lease(repository, "a"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("input 'image' must be ");
            assertThat(repository.list()).hasSize(4);
            assertThat(open()).isZero();
        }
    }

    private int open() {
        return OpenSession.count() - before;
    }
}
