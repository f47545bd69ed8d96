package org.gsprelabel.onnx;

/**
 * What models may take of the machine.
 *
 * @param gpuPermits calls at a time on each GPU, at least 1
 * @param cpuPermits calls at a time on the CPU, each of one thread, at least 1
 * @param models that are held at a time, those on inference servers aside, at least 1
 */
public record RuntimeLimits(int gpuPermits, int cpuPermits, int models) {

    /** One call at a time on each GPU, and no limit for all else. */
    public static final RuntimeLimits USUAL = new RuntimeLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public RuntimeLimits {
        if (gpuPermits < 1 || cpuPermits < 1 || models < 1) {
            throw new IllegalArgumentException("gpuPermits, cpuPermits and models must be at least 1, got " + gpuPermits
                    + ", " + cpuPermits + " and " + models);
        }
    }
}
