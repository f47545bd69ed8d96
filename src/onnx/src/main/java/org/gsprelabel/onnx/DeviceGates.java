package org.gsprelabel.onnx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gates of the devices of a machine, one each. */
final class DeviceGates {

    private final int gpuPermits;
    private final DeviceGate cpu;
    private final Map<Integer, DeviceGate> gpus = new ConcurrentHashMap<>();

    /**
     * @param gpuPermits calls at a time on each GPU: more raise the peak of the arena's memory, which is not given back, and
     *     make a busy GPU no faster
     * @param cpuPermits calls at a time on the CPU, each of one thread
     */
    DeviceGates(int gpuPermits, int cpuPermits) {
        this.gpuPermits = gpuPermits;
        this.cpu = new DeviceGate("the CPU", cpuPermits);
    }

    /** One call at a time on each GPU, and any number on the CPU. */
    static DeviceGates usual() {
        return new DeviceGates(1, Integer.MAX_VALUE);
    }

    /** The gate of a GPU, the same for all its sessions. */
    DeviceGate ofGpu(int deviceId) {
        return gpus.computeIfAbsent(deviceId, id -> new DeviceGate("the GPU", gpuPermits));
    }

    DeviceGate ofCpu() {
        return cpu;
    }

    /** Turns away all that wait. */
    void close() {
        cpu.close();
        gpus.values().forEach(DeviceGate::close);
    }
}
