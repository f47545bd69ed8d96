package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import java.util.Map;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedRunTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=h ; expr=cudaMalloc(&p, size); | model 'm': its tiles are too large for the memory of this server; take a smaller tileSize or a smaller batch; the server's log has the reason",
                "CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; hostname=h | model 'm' cannot run again before this server is restarted; the server's log has the reason",
                "CUDNN failure 8: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0 ; hostname=h ; file=/onnxruntime_src/cudnn.cc | model 'm' failed while it ran; the server's log has the reason"
            })
    void clients_are_told_what_they_can_do_and_the_log_everything(String text, String sentence) {
        ModelException failed = FailedRun.of(
                "m",
                Map.of("image", Tensor.allocate(1, 1, 4, 1)),
                "CUDA:0",
                new OrtException(OrtErrorCode.ORT_FAIL, text));

        assertThat(failed.publicSentence()).isEqualTo(sentence);
        assertThat(failed).hasMessageStartingWith("model 'm': ").hasMessageEndingWith(text);
    }

    @Test
    void where_the_file_of_a_lost_session_went_is_for_the_log() {
        ModelException lost = FailedRun.lost(
                "m", new ModelException("model 'm': file m.onnx cannot be loaded by ONNX Runtime 1.29.0"));

        assertThat(lost.publicSentence()).isEqualTo("model 'm' failed while it ran; the server's log has the reason");
        assertThat(lost).hasMessage("model 'm': file m.onnx cannot be loaded by ONNX Runtime 1.29.0");
    }
}
