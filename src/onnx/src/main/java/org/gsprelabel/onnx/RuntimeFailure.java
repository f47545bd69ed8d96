package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import java.util.List;
import java.util.Locale;

/**
 * What a failure of ONNX Runtime means for what can be done next. Its codes say too little: running out of memory has none of
 * its own (it was {@code ORT_RUNTIME_EXCEPTION} up to 1.26 and is {@code ORT_FAIL} in 1.29), so texts are looked at.
 */
enum RuntimeFailure {
    /** There is no memory for what was asked; the session stays usable, and less may fit. */
    OUT_OF_MEMORY,
    /** The device was reset: sessions on it are lost, new ones work. */
    DEVICE_RESET,
    /** The CUDA context of this process is broken until the process ends. */
    DEVICE_BROKEN,
    /** CUDA cannot be used on this machine: no provider in the jar, or a library or the driver is missing. */
    NO_CUDA,
    /** Anything else: the model or its inputs. */
    OTHER;

    /** In the order of looking: an allocation that fails inside a library names the library as well. */
    private static final List<String> MEMORY = List.of(
            "failed to allocate memory for requested buffer of size",
            "is smaller than requested bytes of",
            "out of memory",
            "std::bad_alloc",
            "bad allocation",
            "cublas_status_alloc_failed",
            "cudnn_status_alloc_failed",
            "cuda_error_out_of_memory",
            "cudaerrormemoryallocation");

    private static final List<String> BROKEN = List.of(
            "an illegal memory access was encountered",
            "cudaerrorillegaladdress",
            "device-side assert triggered",
            "unspecified launch failure",
            "cudaerrorlaunchfailure",
            "misaligned address");

    private static final List<String> NO_LIBRARY = List.of(
            "failed to find cuda shared provider",
            "ortsessionoptionsappendexecutionprovider_cuda: failed to load shared library",
            "failed to load library",
            "cannot open shared object file",
            "cudnn is not available",
            "cufft is not available",
            "cuda execution provider is not enabled",
            "no cuda-capable device is detected",
            "cuda driver version is insufficient",
            "invalid device ordinal",
            "cudaerrornodevice",
            "cudaerrorinsufficientdriver",
            "cudaerrorinvaliddevice");

    static RuntimeFailure of(OrtException problem) {
        if (problem.getCode() == OrtErrorCode.ORT_DEVICE_RESET) {
            return DEVICE_RESET;
        }
        String text = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
        if (hasAny(text, MEMORY)) {
            return OUT_OF_MEMORY;
        }
        if (hasAny(text, BROKEN)) {
            return DEVICE_BROKEN;
        }
        return hasAny(text, NO_LIBRARY) ? NO_CUDA : OTHER;
    }

    private static boolean hasAny(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
