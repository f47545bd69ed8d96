package org.gsprelabel.wps.limits;

import org.gsprelabel.pipeline.Limit;

/**
 * What models may take of the machine, all requests together.
 *
 * @param gpuPermits calls that are let onto each GPU at the same time, 1 to 64
 * @param threads calls that are let onto the CPU at the same time, and threads that a request may have, 1 to 256
 * @param maxLoaded models that are held in memory at the same time, 1 to 1000
 */
public record ModelLimits(int gpuPermits, int threads, int maxLoaded) {

    /** Further calls at the same time raise the peak of a GPU's memory and make it no faster. */
    private static final int DEFAULT_GPU_PERMITS = 1;

    private static final int DEFAULT_MAX_LOADED = 4;

    public ModelLimits {
        Property.GPU_PERMITS.require(gpuPermits);
        Property.THREADS.require(threads);
        Property.MAX_MODELS_LOADED.require(maxLoaded);
    }

    /** One call a GPU, as many on the CPU as there are processors, four models. */
    public static ModelLimits defaults() {
        return new ModelLimits(
                DEFAULT_GPU_PERMITS, Math.min(256, Runtime.getRuntime().availableProcessors()), DEFAULT_MAX_LOADED);
    }

    /** Models that a request may need at once, by the property that sets them. */
    public Limit models() {
        return new Limit(Property.MAX_MODELS_LOADED.key(), maxLoaded);
    }
}
