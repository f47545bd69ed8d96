package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.OptionalInt;
import org.gsprelabel.onnx.DeviceSettings.ArenaGrowth;
import org.gsprelabel.onnx.DeviceSettings.ConvolutionSearch;
import org.gsprelabel.onnx.DeviceSettings.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceSettingsTest {

    @Test
    void options_have_the_keys_and_values_of_the_runtime() {
        assertThat(new DeviceSettings(
                                Device.CUDA,
                                3,
                                OptionalInt.of(6144),
                                ArenaGrowth.NEXT_POWER_OF_TWO,
                                ConvolutionSearch.EXHAUSTIVE,
                                false,
                                true)
                        .cudaOptions())
                .isEqualTo(Map.of(
                        "device_id", "3",
                        "gpu_mem_limit", "6442450944",
                        "arena_extend_strategy", "kNextPowerOfTwo",
                        "cudnn_conv_algo_search", "EXHAUSTIVE",
                        "cudnn_conv_use_max_workspace", "0",
                        "do_copy_in_default_stream", "1",
                        "use_tf32", "1",
                        "enable_cuda_graph", "0"));
    }

    @Test
    void by_default_memory_grows_as_needed_and_results_are_near_those_of_the_CPU() {
        assertThat(DeviceSettings.usual().cudaOptions())
                .isEqualTo(Map.of(
                        "device_id", "0",
                        "arena_extend_strategy", "kSameAsRequested",
                        "cudnn_conv_algo_search", "HEURISTIC",
                        "cudnn_conv_use_max_workspace", "1",
                        "do_copy_in_default_stream", "1",
                        "use_tf32", "0",
                        "enable_cuda_graph", "0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 1 | runtime.deviceId must be from 0 to 63, got -1",
                "64 | 1 | runtime.deviceId must be from 0 to 63, got 64",
                "0 | 0 | runtime.memoryLimitMegabytes must be at least 1, got 0"
            })
    void what_is_out_of_range_is_refused(int deviceId, int megabytes, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceSettings(
                        Device.CUDA,
                        deviceId,
                        OptionalInt.of(megabytes),
                        ArenaGrowth.SAME_AS_REQUESTED,
                        ConvolutionSearch.DEFAULT,
                        true,
                        false))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Failed to find CUDA shared provider | Failed to find CUDA shared provider",
                "Failed to load library /tmp/onnxruntime-java42/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open | Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open",
                "at C:\\Users\\me\\cuda.dll | at cuda.dll",
                "and/or a.b/c | and/or a.b/c",
                "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=gpu7.example ; expr=cudaGetDeviceCount(&n); | CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; expr=cudaGetDeviceCount(&n);",
                "CUDA failure 35: the driver is too old ; GPU=0 ; hostname=gpu7.example | CUDA failure 35: the driver is too old ; GPU=0"
            })
    void reasons_name_libraries_without_their_folders_and_no_host(String text, String expected) {
        assertThat(DeviceSession.withoutPlaces(text)).isEqualTo(expected);
    }
}
