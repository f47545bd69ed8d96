package org.gsprelabel.cli;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.NullProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.Process;
import org.geotools.process.Processors;
import org.gsprelabel.wps.PreLabelProcessFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a process of the plugin by its name, through the registry in which a server would find it. */
final class ProcessCall {

    private static final JsonMapper JSON = new JsonMapper();

    private ProcessCall() {}

    /**
     * What a process gave.
     *
     * @param features its result
     * @param rejected features that it rejected, when it gives them
     * @param report its report, JSON text
     */
    record Outcome(SimpleFeatureCollection features, Optional<SimpleFeatureCollection> rejected, String report) {

        JsonNode reportTree() {
            return JSON.readTree(report);
        }
    }

    /**
     * Executes a process.
     *
     * @param inputs by name of the parameter
     */
    static Outcome execute(String process, Map<String, Object> inputs, ProgressListener progress) {
        Map<String, Object> outputs = outputs(process, inputs, progress);
        if (outputs.get("result") instanceof SimpleFeatureCollection features
                && outputs.get("report") instanceof String report) {
            return new Outcome(
                    features,
                    Optional.ofNullable(outputs.get("rejected")).map(SimpleFeatureCollection.class::cast),
                    report);
        }
        throw new IllegalStateException("process " + process + " gave no features and report, but " + outputs.keySet());
    }

    /** Executes a process whose result is a text, such as JSON. */
    static String text(String process, Map<String, Object> inputs) {
        return (String) Objects.requireNonNull(
                outputs(process, inputs, new NullProgressListener()).get("result"));
    }

    private static Map<String, Object> outputs(String process, Map<String, Object> inputs, ProgressListener progress) {
        NameImpl name = new NameImpl(PreLabelProcessFactory.NAMESPACE, process);
        Process found = Processors.createProcess(name);
        if (found == null) {
            throw new IllegalStateException("process " + name + " is not in the registry");
        }
        return found.execute(inputs, progress);
    }
}
