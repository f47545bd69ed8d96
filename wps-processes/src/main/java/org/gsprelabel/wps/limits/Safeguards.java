package org.gsprelabel.wps.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunExtent;
import org.gsprelabel.pipeline.RunLimits;
import org.gsprelabel.wps.rights.CallerRights;
import org.jspecify.annotations.Nullable;

/** What every process asks before it does anything: whether it may, how much, for whom, and who else is at it. */
public final class Safeguards implements AutoCloseable {

    private final LoadedSettings loaded;
    private final CallerRights rights;
    private final RunningRequests requests = new RunningRequests();

    /** For callers who may know everything. */
    public Safeguards(LoadedSettings loaded) {
        this(loaded, CallerRights.OWNER);
    }

    /** @param rights of whoever is asking */
    public Safeguards(LoadedSettings loaded, CallerRights rights) {
        this.loaded = loaded;
        this.rights = rights;
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
        return requests.begin(dismissed, rights.audience());
    }

    /** The settings in force. */
    public PreLabelSettings settings() {
        return loaded.settings();
    }

    /** What a run is held against. */
    public RunLimits runLimits() {
        return settings().requests().runLimits();
    }

    /** Bytes that the tiles in work of a request may take. */
    public Limit memory() {
        return settings().requests().memory();
    }

    /** Threads of a request: what it asks for, else the number of processors; no more than the setting. */
    public int threads(@Nullable Integer asked) {
        int wanted = asked == null ? Runtime.getRuntime().availableProcessors() : asked;
        return Math.min(wanted, settings().models().threads());
    }

    /**
     * Why a request is not let in: one sentence for each limit that it would exceed, with the number, the limit and its property;
     * none when it is let in.
     *
     * @param models that it needs in memory at once
     */
    public List<String> refusals(RunExtent extent, int models) {
        List<String> sentences = new ArrayList<>(runLimits().exceededBy(extent));
        Limit limit = settings().models().models();
        if (!limit.allows(models)) {
            sentences.add("the request needs " + models + " models at once, " + limit.name() + " allows " + limit.most()
                    + "; ask without a segmenter");
        }
        return sentences;
    }

    /**
     * Refuses a request that would exceed a limit.
     *
     * @param models that it needs in memory at once
     * @throws IllegalArgumentException with the first of the {@link #refusals}
     */
    public void requireAllowed(RunExtent extent, int models) {
        List<String> refusals = refusals(extent, models);
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(refusals.get(0));
        }
    }

    /**
     * Refuses a collection of features that is too large.
     *
     * @param what the input, as clients name it
     * @param count features that were read so far
     * @throws IllegalArgumentException with one sentence
     */
    public void requireFeatures(String what, long count) {
        Limit limit = runLimits().features();
        if (!limit.allows(count)) {
            throw new IllegalArgumentException(what + " must be at most " + limit.most() + ", which is what "
                    + limit.name() + " allows; give them in parts");
        }
    }

    /** Ends the requests under way and waits for them. */
    @Override
    public void close() {
        requests.close();
    }
}
