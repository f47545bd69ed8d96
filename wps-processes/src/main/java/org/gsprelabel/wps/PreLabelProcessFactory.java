package org.gsprelabel.wps;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.geotools.api.data.Parameter;
import org.geotools.api.feature.type.Name;
import org.geotools.feature.NameImpl;
import org.geotools.process.Process;
import org.geotools.process.Processors;
import org.geotools.process.RenderingProcess;
import org.geotools.process.factory.AnnotationDrivenProcessFactory;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.util.SimpleInternationalString;
import org.jspecify.annotations.Nullable;

/**
 * Serves annotated process beans under the namespace {@code prelabel}; a process has the simple name of its class. A
 * factory of our own, since GeoServer keeps a single one of its Spring-aware factories and a second would hide the first.
 */
public final class PreLabelProcessFactory extends AnnotationDrivenProcessFactory {

    public static final String NAMESPACE = "prelabel";

    private final Map<String, Object> processes = new LinkedHashMap<>();
    private final Function<String, List<String>> choices;

    /**
     * As {@link #PreLabelProcessFactory(List, Function)}, with inputs that take any value.
     */
    public PreLabelProcessFactory(List<Object> processes) {
        this(processes, input -> List.of());
    }

    /**
     * @param processes annotated beans, each with a public {@code execute} method
     * @param choices values that clients may choose from, by the name of an input; none where there is nothing to choose
     */
    public PreLabelProcessFactory(List<Object> processes, Function<String, List<String>> choices) {
        super(new SimpleInternationalString("Pre-labels from imagery"), NAMESPACE);
        this.choices = choices;
        for (Object process : processes) {
            this.processes.put(process.getClass().getSimpleName(), process);
        }
    }

    /** Makes the processes known to GeoTools, and thereby to WPS. */
    public void register() {
        Processors.addProcessFactory(this);
    }

    /** Takes the processes out of the registry again. */
    public void unregister() {
        Processors.removeProcessFactory(this);
    }

    @Override
    public Set<Name> getNames() {
        Set<Name> names = new LinkedHashSet<>();
        processes.keySet().forEach(name -> names.add(new NameImpl(NAMESPACE, name)));
        return names;
    }

    /** Rendering transformations are processes like any other, too, and must stay what they are for those who draw maps. */
    @Override
    public Process create(Name name) {
        Process process = super.create(name);
        CheckedInputs checked = new CheckedInputs(process, super.getParameterInfo(name));
        return process instanceof RenderingProcess drawing ? new CheckedRendering(checked, drawing) : checked;
    }

    /** Asked for every description anew: what there is to choose may change, and may depend on who is asking. */
    @Override
    public Map<String, Parameter<?>> getParameterInfo(Name name) {
        Map<String, Parameter<?>> parameters = super.getParameterInfo(name);
        parameters.replaceAll((input, parameter) -> {
            List<String> values = parameter.type == String.class ? choices.apply(input) : List.of();
            return values.isEmpty() ? parameter : offering(values, parameter);
        });
        return parameters;
    }

    /**
     * None of several results is required: of a process with a required one, GeoTools makes a function, and styles and filters
     * that call it go round what the server allows to whom.
     */
    @Override
    public Map<String, Parameter<?>> getResultInfo(Name name, @Nullable Map<String, Object> parameters) {
        Map<String, Parameter<?>> results = super.getResultInfo(name, parameters);
        if (results.size() > 1) {
            results.replaceAll((key, result) -> copy(result, 0, result.metadata));
        }
        return results;
    }

    private static <T> Parameter<T> offering(List<String> values, Parameter<T> parameter) {
        Map<String, Object> metadata = new HashMap<>(parameter.metadata == null ? Map.of() : parameter.metadata);
        metadata.put(Parameter.OPTIONS, values);
        return copy(parameter, parameter.minOccurs, metadata);
    }

    private static <T> Parameter<T> copy(
            Parameter<T> parameter, int minOccurs, @Nullable Map<String, Object> metadata) {
        return new Parameter<>(
                parameter.key,
                parameter.type,
                parameter.title,
                parameter.description,
                minOccurs > 0,
                minOccurs,
                parameter.maxOccurs,
                parameter.sample,
                metadata);
    }

    @Override
    protected DescribeProcess getProcessDescription(Name name) {
        return process(name.getLocalPart()).getClass().getAnnotation(DescribeProcess.class);
    }

    @Override
    protected Method method(String name) {
        return Arrays.stream(process(name).getClass().getMethods())
                .filter(method -> method.getName().equals("execute"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("process " + name + " has no method execute"));
    }

    @Override
    protected Object createProcessBean(Name name) {
        return process(name.getLocalPart());
    }

    private Object process(String name) {
        Object process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process '" + name + "'; there are " + processes.keySet());
        }
        return process;
    }
}
