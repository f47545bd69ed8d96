package org.gsprelabel.onnx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets one call at a time onto each GPU, whatever the model: each further call at the same time raises the peak of the
 * arena's memory, which is not given back, and none makes a busy GPU faster. Calls on the CPU are not held up.
 */
final class DeviceGate {

    private static final Map<Integer, Semaphore> GPUS = new ConcurrentHashMap<>();

    private final Semaphore permits;

    private DeviceGate(Semaphore permits) {
        this.permits = permits;
    }

    /** The gate of a GPU, the same for all its sessions. Fair: no thread waits for ever. */
    static DeviceGate ofGpu(int deviceId) {
        return new DeviceGate(GPUS.computeIfAbsent(deviceId, id -> new Semaphore(1, true)));
    }

    /** Open to everybody. */
    static DeviceGate ofCpu() {
        return new DeviceGate(new Semaphore(Integer.MAX_VALUE));
    }

    /**
     * Waits until the device is free.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void enter() throws InterruptedException {
        permits.acquire();
    }

    void leave() {
        permits.release();
    }
}
