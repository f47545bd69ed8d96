package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.geoserver.platform.ModuleStatus;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.onnx.OnnxRuntime;

/**
 * What GeoServer's list of modules says of the plugin: whether models can run, on which device those that are loaded do, where
 * that is not the one asked for, and which cannot be used. GeoServer shows it to administrators alone.
 */
public final class PreLabelStatus implements ModuleStatus {

    private final ModelRepository models;
    private final Supplier<Optional<String>> problem;

    public PreLabelStatus(ModelRepository models) {
        this(models, OnnxRuntime::problem);
    }

    /** Package-private so that a test can do without the native library. */
    PreLabelStatus(ModelRepository models, Supplier<Optional<String>> problem) {
        this.models = models;
        this.problem = problem;
    }

    @Override
    public String getModule() {
        return "gs-prelabel";
    }

    @Override
    public Optional<String> getComponent() {
        return Optional.empty();
    }

    @Override
    public String getName() {
        return "Pre-labels of imagery (WPS)";
    }

    @Override
    public Optional<String> getVersion() {
        return Optional.ofNullable(PreLabelStatus.class.getPackage().getImplementationVersion());
    }

    @Override
    public boolean isAvailable() {
        return problem.get().isEmpty();
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public Optional<String> getMessage() {
        List<String> sentences = new ArrayList<>();
        sentences.add(problem.get().orElseGet(() -> "ONNX Runtime " + OnnxRuntime.version() + "."));
        try {
            describe(models.list(), sentences);
        } catch (ModelException e) {
            sentences.add("The models cannot be listed: " + e.getMessage() + ".");
        }
        return Optional.of(String.join("\n", sentences));
    }

    @Override
    public Optional<String> getDocumentation() {
        return Optional.empty();
    }

    private static void describe(List<ModelEntry> entries, List<String> sentences) {
        long usable =
                entries.stream().filter(entry -> entry.problem().isEmpty()).count();
        sentences.add(usable + " of " + entries.size() + " models can be used.");
        addAll(entries.stream().filter(entry -> !entry.device().isEmpty()), "runs on ", ModelEntry::device, sentences);
        addAll(
                entries.stream().filter(entry -> !entry.fallback().isEmpty()),
                "fell back: ",
                ModelEntry::fallback,
                sentences);
        addAll(
                entries.stream().filter(entry -> !entry.problem().isEmpty()),
                "cannot be used: ",
                ModelEntry::problem,
                sentences);
    }

    private static void addAll(
            Stream<ModelEntry> entries, String what, Function<ModelEntry, String> value, List<String> sentences) {
        entries.forEach(entry -> sentences.add("Model '" + entry.id() + "' " + what + value.apply(entry) + "."));
    }
}
