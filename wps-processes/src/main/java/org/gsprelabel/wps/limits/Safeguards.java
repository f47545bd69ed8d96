package org.gsprelabel.wps.limits;

import java.util.function.BooleanSupplier;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunLimits;
import org.jspecify.annotations.Nullable;

/** What every process asks before it does anything: whether it may, how much, and who else is at it. */
public final class Safeguards implements AutoCloseable {

    private final LoadedSettings loaded;
    private final RunningRequests requests = new RunningRequests();

    public Safeguards(LoadedSettings loaded) {
        this.loaded = loaded;
    }

    /** For a single user, who has the machine. */
    public static Safeguards none() {
        return new Safeguards(LoadedSettings.of(PreLabelSettings.unlimited()));
    }

    /**
     * Begins a request of the calling thread; it is to be closed when it has ended.
     *
     * @param dismissed whether its client has given it up
     * @throws SettingsException when the plugin is not set up, or the server is being shut down
     */
    public RunningRequests.Request begin(BooleanSupplier dismissed) {
        loaded.requireRight();
        return requests.begin(dismissed);
    }

    /** The settings in force. */
    public PreLabelSettings settings() {
        return loaded.settings();
    }

    /** What a run is held against. */
    public RunLimits runLimits() {
        return settings().runLimits();
    }

    /** Threads of a request: what it asks for, else the number of processors; no more than the setting. */
    public int threads(@Nullable Integer asked) {
        int wanted = asked == null ? Runtime.getRuntime().availableProcessors() : asked;
        return Math.min(wanted, settings().threads());
    }

    /**
     * Refuses what would need more models at once than may be held.
     *
     * @throws IllegalArgumentException with one sentence
     */
    public void requireModels(int count) {
        if (count > settings().maxModelsLoaded()) {
            throw new IllegalArgumentException("the request needs " + count + " models at once, "
                    + Property.MAX_MODELS_LOADED.key() + " allows " + settings().maxModelsLoaded()
                    + "; ask without a segmenter");
        }
    }

    /**
     * Refuses a collection of features that is too large.
     *
     * @param count features that were read so far
     * @throws IllegalArgumentException with one sentence
     */
    public void requireFeatures(long count) {
        Limit limit = runLimits().features();
        if (!limit.allows(count)) {
            throw new IllegalArgumentException("features must be at most " + limit.most() + ", which is what "
                    + limit.name() + " allows; give them in parts");
        }
    }

    /** Ends the requests under way and waits for them. */
    @Override
    public void close() {
        requests.close();
    }
}
