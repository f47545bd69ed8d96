package org.gsprelabel.wps.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.geotools.api.util.InternationalString;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.NullProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.Process;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.util.SimpleInternationalString;

/** GeoServer's own {@code gs:Import}, which makes a layer of features with the rights of the caller. */
final class ImportProcess {

    private static final NameImpl NAME = new NameImpl("gs", "Import");

    private ImportProcess() {}

    /**
     * Makes sure that the caller may import into a workspace. {@code gs:Import} looks at that first, and without features it
     * does nothing after.
     *
     * @throws IllegalArgumentException when there is no such workspace for the caller, or no right to it, which is the same to a
     *     client
     */
    static void requireAccess(String workspace) {
        try {
            process().execute(Map.of("workspace", workspace), new Watch(() -> false));
        } catch (ProcessException e) {
            throw new IllegalArgumentException(
                    "publishTo must name a workspace that you may administer, got '" + workspace + "'", e);
        }
    }

    /**
     * Imports features as a new layer.
     *
     * @return name of the layer, with its workspace
     * @throws ProcessException when it fails
     */
    static String run(PublishTarget target, SimpleFeatureCollection features, String style, PublishWatch watch) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("features", features);
        inputs.put("workspace", target.workspace());
        inputs.put("store", target.store());
        inputs.put("name", target.layer());
        if (!style.isEmpty()) {
            inputs.put("styleName", style);
        }
        Object layer = process().execute(inputs, new Watch(watch::isCancelled)).get("layerName");
        return layer == null ? target.layerName() : layer.toString();
    }

    private static Process process() {
        Process process = Processors.createProcess(NAME);
        if (process == null) {
            throw new IllegalArgumentException(
                    "publishTo needs the process gs:Import, which this server does not have");
        }
        return process;
    }

    /** Keeps what the import says of itself away from the listener of the request: that one is not complete yet. */
    private static final class Watch extends NullProgressListener {

        private final BooleanSupplier cancelled;

        Watch(BooleanSupplier cancelled) {
            this.cancelled = cancelled;
        }

        @Override
        public boolean isCanceled() {
            return cancelled.getAsBoolean();
        }

        @Override
        public InternationalString getTask() {
            return new SimpleInternationalString("importing");
        }
    }
}
