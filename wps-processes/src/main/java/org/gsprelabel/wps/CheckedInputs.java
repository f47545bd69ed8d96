package org.gsprelabel.wps;

import java.util.Arrays;
import java.util.Map;
import org.geotools.api.data.Parameter;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.util.ProgressListener;
import org.geotools.process.Process;
import org.geotools.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * A process that looks at what became of its literal inputs before it runs. A server turns the texts of a client into
 * values: of a text that is no number GeoServer makes nothing, which would mean the default, in silence; and what it says
 * of one that is no member of an enumeration names Java classes.
 */
final class CheckedInputs implements Process {

    private final Process process;
    private final Map<String, Parameter<?>> parameters;

    /** @param parameters inputs of the process by their names */
    CheckedInputs(Process process, Map<String, Parameter<?>> parameters) {
        this.process = process;
        this.parameters = Map.copyOf(parameters);
    }

    /** @throws ProcessException also when a literal input was given and has no value */
    @Override
    public Map<String, Object> execute(Map<String, Object> inputs, ProgressListener listener) throws ProcessException {
        for (Parameter<?> parameter : parameters.values()) {
            if (inputs.containsKey(parameter.key) && isLiteral(parameter.type) && value(inputs, parameter) == null) {
                throw refusal(parameter);
            }
        }
        return process.execute(inputs, listener);
    }

    /** The first value that is asked for makes GeoServer look at the texts of all inputs. */
    private @Nullable Object value(Map<String, Object> inputs, Parameter<?> parameter) {
        try {
            return inputs.get(parameter.key);
        } catch (RuntimeException e) {
            for (Parameter<?> other : parameters.values()) {
                // GeoServer's sentence ends with the name of the input; its exception's class is not ours to name
                if (isLiteral(other.type) && String.valueOf(e.getMessage()).endsWith(" " + other.key)) {
                    throw refusal(other);
                }
            }
            throw e;
        }
    }

    private static ProcessException refusal(Parameter<?> parameter) {
        return new ProcessException(parameter.key + " must be " + allowed(parameter.type));
    }

    private static boolean isLiteral(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type.isEnum()
                || CoordinateReferenceSystem.class.isAssignableFrom(type);
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        return Number.class.isAssignableFrom(type)
                ? "a number"
                : "a coordinate reference system that this server knows, such as EPSG:32633";
    }
}
