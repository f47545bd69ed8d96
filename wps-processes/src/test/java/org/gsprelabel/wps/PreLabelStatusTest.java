package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository;
import org.junit.jupiter.api.Test;

class PreLabelStatusTest {

    private static final List<ModelRepository.ModelEntry> ENTRIES = List.of(
            new ModelRepository.ModelEntry("roofs", Optional.empty(), "CUDA:0", "", ""),
            new ModelRepository.ModelEntry("trees", Optional.empty(), "CPU", "there is no CUDA", ""),
            new ModelRepository.ModelEntry("cars", Optional.empty(), "", "", ""),
            new ModelRepository.ModelEntry("ships", Optional.empty(), "", "", "the file is cut off"));

    @Test
    void devices_fallbacks_and_problems_are_said() {
        PreLabelStatus status = new PreLabelStatus(new Listed(), () -> Optional.of("a library is missing."));

        assertThat(status.isEnabled()).isTrue();
        assertThat(status.isAvailable()).isFalse();
        assertThat(status.getMessage()).hasValue("""
                a library is missing.
                3 of 4 models can be used.
                Model 'roofs' runs on CUDA:0.
                Model 'trees' runs on CPU.
                Model 'trees' fell back: there is no CUDA.
                Model 'ships' cannot be used: the file is cut off.""");
    }

    @Test
    void a_folder_that_cannot_be_listed_does_not_break_the_page() {
        PreLabelStatus status = new PreLabelStatus(
                new Listed() {
                    @Override
                    public List<ModelEntry> list() {
                        throw new ModelException("no such folder");
                    }
                },
                () -> Optional.of("a library is missing."));

        assertThat(status.getMessage()).hasValue("""
                a library is missing.
                The models cannot be listed: no such folder.""");
    }

    private static class Listed implements ModelRepository {
        @Override
        public List<ModelEntry> list() {
            return ENTRIES;
        }

        @Override
        public Model get(String id) {
            throw new AssertionError("a status page must load nothing");
        }

        @Override
        public void close() {}
    }
}
