package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.tensor.Tensor;

/** A graph in one session, on one device. Safe for use by several threads, but for {@link #close}. */
interface GraphSession extends AutoCloseable {

    /** The outputs wanted, by the names that the descriptor has for them. */
    Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException;

    /** {@code CPU}, {@code CUDA:0}. */
    String device();

    /** Why it is not the device that was asked for, one sentence; empty where it is. */
    Optional<String> fallback();

    /** What lets calls onto the device. */
    DeviceGate gate();

    @Override
    void close() throws OrtException;

    /** Opens sessions of one graph. */
    interface Source {

        /**
         * On the device that was asked for, else on the CPU.
         *
         * @throws org.gsprelabel.model.ModelException when the graph does not load on any
         */
        GraphSession open();

        /**
         * On the CPU.
         *
         * @param reason why not on the device that was asked for, as the runtime says it
         * @throws org.gsprelabel.model.ModelException when the graph does not load
         */
        GraphSession openOnCpu(String reason);
    }
}
