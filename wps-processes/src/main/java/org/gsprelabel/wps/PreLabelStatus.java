package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.geoserver.platform.ModuleStatus;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.onnx.OnnxRuntime;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.styles.StyleInstaller;

/**
 * What GeoServer's list of modules says of the plugin: whether models can run, on which device those that are loaded do, where
 * that is not the one asked for, and which cannot be used. GeoServer shows it to administrators alone. Whatever fails is said and
 * never thrown: the page lists all modules.
 */
public final class PreLabelStatus implements ModuleStatus {

    private static final System.Logger LOGGER = System.getLogger(PreLabelStatus.class.getName());

    private final ModelRepository models;
    private final LoadedSettings settings;
    private final StyleInstaller styles;
    private final Supplier<Optional<String>> problem;

    /** @param settings as they were found */
    public PreLabelStatus(ModelRepository models, LoadedSettings settings, StyleInstaller styles) {
        this(models, settings, styles, OnnxRuntime::problem);
    }

    /** Package-private so that a test can do without the native library. */
    PreLabelStatus(
            ModelRepository models,
            LoadedSettings settings,
            StyleInstaller styles,
            Supplier<Optional<String>> problem) {
        this.models = models;
        this.settings = settings;
        this.styles = styles;
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
        try {
            return settings.problems().isEmpty() && problem.get().isEmpty();
        } catch (RuntimeException e) {
            log(e);
            return false;
        }
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public Optional<String> getMessage() {
        List<String> sentences = new ArrayList<>();
        settings.problems().forEach(why -> sentences.add("Requests are refused: " + why));
        settings.warnings().forEach(warning -> sentences.add("P" + warning.substring(1)));
        styles.problems().forEach(why -> sentences.add("S" + why.substring(1)));
        try {
            sentences.add(problem.get().orElseGet(() -> "ONNX Runtime " + OnnxRuntime.version() + "."));
        } catch (RuntimeException e) {
            sentences.add("ONNX Runtime cannot be asked: " + reason(e));
        }
        try {
            sentences.addAll(describe(models.list()));
        } catch (RuntimeException e) {
            sentences.add("The models cannot be listed: " + reason(e));
        }
        return Optional.of(sentences.stream().map(PreLabelStatus::ended).collect(Collectors.joining("\n")));
    }

    @Override
    public Optional<String> getDocumentation() {
        return Optional.empty();
    }

    @Override
    public Category getCategory() {
        return Category.COMMUNITY;
    }

    private static List<String> describe(List<ModelEntry> entries) {
        List<String> sentences = new ArrayList<>();
        long usable =
                entries.stream().filter(entry -> entry.problem().isEmpty()).count();
        sentences.add(usable + " of " + entries.size() + " models can be used");
        addAll(entries, "runs on ", ModelEntry::device, sentences);
        addAll(entries, "fell back: ", ModelEntry::fallback, sentences);
        addAll(entries, "cannot be used: ", ModelEntry::problem, sentences);
        return sentences;
    }

    /** What a model says as it is, where it begins with the model's name. */
    private static void addAll(
            List<ModelEntry> entries, String what, Function<ModelEntry, String> value, List<String> sentences) {
        for (ModelEntry entry : entries) {
            String said = value.apply(entry);
            String name = "model '" + entry.id() + "'";
            if (said.startsWith(name)) {
                sentences.add(said);
            } else if (!said.isEmpty()) {
                sentences.add("M" + name.substring(1) + " " + what + said);
            }
        }
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** An error that nobody foresaw has no message made for this page: the log has the whole of it. */
    private static String reason(RuntimeException e) {
        if (e instanceof ModelException && e.getMessage() != null) {
            return e.getMessage();
        }
        log(e);
        return e.getClass().getSimpleName() + " (see the log)";
    }

    private static void log(RuntimeException e) {
        LOGGER.log(System.Logger.Level.WARNING, "the status of gs-prelabel cannot be told", e);
    }
}
