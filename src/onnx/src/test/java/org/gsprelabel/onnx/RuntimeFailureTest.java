package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts that ONNX Runtime was seen to write, each in the words around it. */
class RuntimeFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the arena, by the code of 1.26 and that of 1.29
                "OUT_OF_MEMORY | ORT_RUNTIME_EXCEPTION | Non-zero status code returned while running Conv node. Name:'c' Status Message: bfc_arena.cc:376 AllocateRawInternal Failed to allocate memory for requested buffer of size 805306368",
                "OUT_OF_MEMORY | ORT_FAIL | Failed to allocate memory for requested buffer of size 805306368",
                "OUT_OF_MEMORY | ORT_FAIL | bfc_arena.cc:347 AllocateRawInternal Available memory of 1048576 is smaller than requested bytes of 805306368",
                "OUT_OF_MEMORY | ORT_RUNTIME_EXCEPTION | CUDA failure 2: out of memory ; GPU=0 ; hostname=h ; expr=cudaMalloc((void**)&p, size);",
                "OUT_OF_MEMORY | ORT_RUNTIME_EXCEPTION | std::bad_alloc",
                "OUT_OF_MEMORY | ORT_FAIL | CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cublasCreate(&h);",
                "OUT_OF_MEMORY | ORT_FAIL | CUDNN failure 2: CUDNN_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cudnnCreate(&h);",
                "DEVICE_RESET | ORT_DEVICE_RESET | the device was removed",
                "DEVICE_BROKEN | ORT_FAIL | CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; expr=cudaStreamSynchronize(s)",
                "DEVICE_BROKEN | ORT_FAIL | CUDA failure 719: unspecified launch failure ; GPU=0",
                "NO_CUDA | ORT_EP_FAIL | Failed to find CUDA shared provider",
                "NO_CUDA | ORT_FAIL | OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library",
                "NO_CUDA | ORT_FAIL | provider_bridge_ort.cc:2316 TryGetProviderInfo_CUDA Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object file: No such file or directory",
                "NO_CUDA | ORT_FAIL | cuDNN is not available. Install cuDNN 9 and put it on the library path",
                "NO_CUDA | ORT_FAIL | CUDA failure 100: no CUDA-capable device is detected ; GPU=-1",
                "NO_CUDA | ORT_FAIL | CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=0",
                "NO_CUDA | ORT_FAIL | CUDA failure 101: invalid device ordinal ; GPU=7",
                "OTHER | ORT_INVALID_ARGUMENT | Unexpected input data type. Actual: (tensor(float)) , expected: (tensor(float16))",
                "OTHER | ORT_INVALID_ARGUMENT | Got invalid dimensions for input: image for the following indices index: 1 Got: 2 Expected: 3",
                "OTHER | ORT_FAIL | Exiting due to terminate flag being set to true.",
                "OTHER | ORT_JAVA_UNKNOWN | `` "
            })
    void texts_tell_what_can_be_done_next(RuntimeFailure expected, OrtErrorCode code, String text) {
        assertThat(RuntimeFailure.of(new OrtException(code, text))).isEqualTo(expected);
    }
}
