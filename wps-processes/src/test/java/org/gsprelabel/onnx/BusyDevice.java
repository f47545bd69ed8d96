package org.gsprelabel.onnx;

import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelRepository;

/** A call of somebody else on the CPU that takes as long as a test wants. */
public final class BusyDevice implements AutoCloseable {

    private final DeviceGate gate;
    private final Caller other = Caller.patient();

    private BusyDevice(DeviceGate gate) {
        this.gate = gate;
    }

    /** Begins a call; it ends when it is closed. */
    public static BusyDevice cpu(ModelRepository models) throws InterruptedException {
        BusyDevice device =
                new BusyDevice(((OnnxModelRepository) models).gates().ofCpu());
        device.gate.enter(device.other);
        return device;
    }

    @Override
    public void close() {
        gate.leave(other);
    }
}
