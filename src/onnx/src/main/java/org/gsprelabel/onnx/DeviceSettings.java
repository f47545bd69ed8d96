package org.gsprelabel.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where the graphs of a package run, and how a GPU is used.
 *
 * @param device what is asked for
 * @param deviceId number of the GPU, as CUDA counts them
 * @param memoryLimitMegabytes most memory of the arena on the GPU; empty: no limit. What cuDNN and the CUDA context take is
 *     not counted by the runtime
 * @param arenaGrowth how the arena grows
 * @param convolutionSearch how cuDNN finds its algorithm for a convolution
 * @param convolutionWorkspace whether that search may take as much memory as it likes
 * @param tf32 whether float32 products may be rounded to 10 bits of fraction, faster and less like the CPU's
 */
record DeviceSettings(
        Device device,
        int deviceId,
        OptionalInt memoryLimitMegabytes,
        ArenaGrowth arenaGrowth,
        ConvolutionSearch convolutionSearch,
        boolean convolutionWorkspace,
        boolean tf32) {

    private static final int MOST_DEVICES = 64;

    /** What is asked for. */
    enum Device {
        /** A GPU where the runtime has CUDA and it works, else the CPU. */
        AUTO,
        CPU,
        CUDA
    }

    /** How the arena grows. */
    enum ArenaGrowth {
        /** To the next power of two: fewer requests, up to twice the memory. */
        NEXT_POWER_OF_TWO("kNextPowerOfTwo"),
        SAME_AS_REQUESTED("kSameAsRequested");

        private final String key;

        ArenaGrowth(String key) {
            this.key = key;
        }
    }

    /** How cuDNN finds its algorithm for a convolution. */
    enum ConvolutionSearch {
        /** Tries all, for each new shape again. */
        EXHAUSTIVE,
        /** Guesses well. */
        HEURISTIC,
        DEFAULT
    }

    DeviceSettings {
        if (deviceId < 0 || deviceId >= MOST_DEVICES) {
            throw new IllegalArgumentException(
                    "runtime.deviceId must be from 0 to " + (MOST_DEVICES - 1) + ", got " + deviceId);
        }
        if (memoryLimitMegabytes.isPresent() && memoryLimitMegabytes.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "runtime.memoryLimitMegabytes must be at least 1, got " + memoryLimitMegabytes.getAsInt());
        }
    }

    /** What holds where a descriptor says nothing. */
    static DeviceSettings usual() {
        return on(Device.AUTO);
    }

    /** A device, with all else as usual. */
    static DeviceSettings on(Device device) {
        return new DeviceSettings(
                device,
                0,
                OptionalInt.empty(),
                ArenaGrowth.SAME_AS_REQUESTED,
                ConvolutionSearch.HEURISTIC,
                true,
                false);
    }

    /** Options of the CUDA execution provider, by the keys of ONNX Runtime. */
    Map<String, String> cudaOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("device_id", Integer.toString(deviceId));
        memoryLimitMegabytes.ifPresent(
                megabytes -> options.put("gpu_mem_limit", Long.toString((long) megabytes << 20)));
        options.put("arena_extend_strategy", arenaGrowth.key);
        options.put("cudnn_conv_algo_search", convolutionSearch.name());
        options.put("cudnn_conv_use_max_workspace", convolutionWorkspace ? "1" : "0");
        options.put("do_copy_in_default_stream", "1");
        options.put("use_tf32", tf32 ? "1" : "0");
        options.put("enable_cuda_graph", "0");
        return options;
    }

    /** {@code CUDA:0}, as reports name it. */
    String cudaName() {
        return "CUDA:" + deviceId;
    }
}
