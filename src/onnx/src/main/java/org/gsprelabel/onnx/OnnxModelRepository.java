package org.gsprelabel.onnx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.CallerWait;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelsNotReadyException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.onnx.GraphSource.ModelFile;
import org.gsprelabel.onnx.LoadedModels.Taken;
import org.gsprelabel.onnx.ModelsDirectory.Location;
import org.gsprelabel.remote.Environment;
import org.jspecify.annotations.Nullable;

/**
 * The models of a directory: folders with a {@code model.json}, and bare {@code .onnx} files with embedded metadata.
 *
 * <p>The directory is read again whenever it is asked for, so models can be added to a running server; a model that has
 * been loaded stays as it was, until another needs its place in memory or the directory is reloaded. A package that cannot be used is listed with its problem and does not harm the others. An
 * id is compared with the names in the directory and never made into a path.
 *
 * <p>To list folders, no weights are read and no server is asked. To list bare files, they are opened once, whether they can be used or not, and
 * again only when {@link BareModels they may have changed}, or after a reload those that cannot.
 */
public final class OnnxModelRepository implements ModelRepository {

    /** What a caller waits for whose model another one loads. */
    static final String ITS_MODEL = "its model to be loaded";

    private final ModelsDirectory directory;
    private final LoadedModels loaded;
    private final DeviceGates gates;
    private final Map<String, Model> served = new ConcurrentHashMap<>();
    private final Map<String, PackageStamp> stamps = new ConcurrentHashMap<>();
    private final Queue<Model> replaced = new ConcurrentLinkedQueue<>();
    private final BareModels bare = new BareModels();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    /** Held by whoever loads a model into memory. */
    private final ReentrantLock loading = new ReentrantLock();

    private final Openings openings = new Openings(this::lease);
    private final Environment environment;
    private volatile boolean closed;

    /**
     * @param modelsDirectory where the model packages are; need not exist
     */
    public OnnxModelRepository(Path modelsDirectory) {
        this(modelsDirectory, RuntimeLimits.USUAL);
    }

    /**
     * @param modelsDirectory where the model packages are; need not exist
     * @param limits what models may take of the machine
     */
    public OnnxModelRepository(Path modelsDirectory, RuntimeLimits limits) {
        this(modelsDirectory, System::getenv, limits);
    }

    /**
     * @param environment where the secrets of inference servers are
     */
    OnnxModelRepository(Path modelsDirectory, Environment environment) {
        this(modelsDirectory, environment, RuntimeLimits.USUAL);
    }

    /**
     * @param environment where the secrets of inference servers are
     * @param limits what models may take of the machine
     */
    OnnxModelRepository(Path modelsDirectory, Environment environment, RuntimeLimits limits) {
        this.directory = new ModelsDirectory(modelsDirectory);
        this.gates = new DeviceGates(limits.gpuPermits(), limits.cpuPermits());
        this.loaded = new LoadedModels(limits.models(), OnnxModelRepository::close);
        this.environment = environment;
    }

    @Override
    public List<ModelEntry> list() {
        List<ModelEntry> entries = new ArrayList<>();
        directory.scan().forEach((id, location) -> entries.add(entry(id, location)));
        return List.copyOf(entries);
    }

    @Override
    public ModelDescriptor descriptor(String id) {
        return held(id).map(Model::descriptor)
                .orElseGet(() -> read(id, locate(id)).descriptor());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first call for an id reads the weights twice: for their hash, and to load them. Further calls take no time.
     */
    @Override
    public Model get(String id) {
        requireOpen();
        return load(id, loaded.takeAnyhow(thatNeedPlaces(List.of(id))), Caller.patient());
    }

    @Override
    public int places(Collection<String> ids) {
        return thatNeedPlaces(ids).size();
    }

    @Override
    public ModelLease lease(Collection<String> ids, Caller caller) {
        requireOpen();
        Taken places = loaded.take(thatNeedPlaces(ids), caller);
        Map<String, Model> models = new HashMap<>();
        for (String id : ids) {
            models.put(id, load(id, places, caller).forCaller(caller));
        }
        return new ModelLease(models, places::release);
    }

    @Override
    public ModelLease leaseWithin(Collection<String> ids, Caller caller, Duration patience) {
        requireOpen();
        return leaseLoaded(ids, caller, loaded::takeLoaded)
                .orElseGet(() -> openings.whileOpen(
                        ids,
                        caller,
                        patience,
                        () -> leaseLoaded(ids, caller, loaded::share)
                                .orElseThrow(() -> new ModelsNotReadyException("the model is being loaded"))));
    }

    /** The models, where nothing is to be waited for. */
    private Optional<ModelLease> leaseLoaded(
            Collection<String> ids, Caller caller, Function<Collection<String>, Optional<Taken>> take) {
        Optional<Taken> taken = take.apply(
                ids.stream().distinct().filter(id -> !served.containsKey(id)).toList());
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Taken places = taken.get();
        Map<String, Model> models = new HashMap<>();
        for (String id : ids) {
            Optional<Model> model = held(id, places);
            if (model.isEmpty()) {
                places.release();
                return Optional.empty();
            }
            models.put(id, model.get().forCaller(caller));
        }
        return Optional.of(new ModelLease(models, places::release));
    }

    @Override
    public Reload reload() {
        requireOpen();
        SortedMap<String, Location> locations = directory.scan();
        bare.retry();
        List<String> gone = new ArrayList<>();
        SortedSet<String> inUse = new TreeSet<>(loaded.retiring());
        for (String id : new TreeSet<>(served.keySet())) {
            if (hasChanged(id, locations)) {
                Optional.ofNullable(served.remove(id)).ifPresent(replaced::add);
                gone.add(id);
            }
        }
        for (String id : loaded.ids()) {
            if (hasChanged(id, locations)) {
                (loaded.retire(id) ? gone : inUse).add(id);
            }
        }
        return new Reload(gone.stream().sorted().toList(), List.copyOf(inUse));
    }

    /** A model that is being loaded, and has no stamp yet, is read as it is now. */
    private boolean hasChanged(String id, SortedMap<String, Location> locations) {
        PackageStamp stamp = stamps.get(id);
        return stamp != null && !stamp.equals(PackageStamp.of(locations.get(id)));
    }

    private List<String> thatNeedPlaces(Collection<String> ids) {
        return ids.stream().distinct().filter(this::needsPlace).toList();
    }

    /** Whether it is held in the memory of this machine. */
    private boolean needsPlace(String id) {
        if (served.containsKey(id)) {
            return false;
        }
        return loaded.find(id).isPresent() || !read(id, locate(id)).isServed();
    }

    private Optional<Model> held(String id) {
        return Optional.ofNullable(served.get(id)).or(() -> loaded.find(id));
    }

    /** What one caller has of a model: others may be given another version of it by now. */
    private Optional<Model> held(String id, Taken places) {
        return Optional.ofNullable(served.get(id)).or(() -> places.model(id));
    }

    /** The model of an id; places are given back when it does not load. */
    private Model load(String id, Taken places, Caller caller) {
        try {
            return held(id, places).orElseGet(() -> loadNow(id, places, caller));
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
    }

    /**
     * Closes all models, once their predictions under way have ended; those that can be closed even when another cannot. Waits for
     * a model that is being loaded.
     *
     * @throws ModelException when a model cannot be closed; further failures are suppressed exceptions of the first
     */
    @Override
    public void close() {
        // first of all, so that nobody who waits comes before this
        closed = true;
        gates.close();
        // not within the locks that what is being loaded needs to end
        openings.close();
        loading.lock();
        try {
            closeLoaded();
        } finally {
            loading.unlock();
        }
    }

    private synchronized void closeLoaded() {
        List<Model> models = new ArrayList<>(loaded.clear());
        models.addAll(served.values());
        served.clear();
        // of servers: calls under way have needed them until now
        models.addAll(replaced);
        replaced.clear();
        models.stream().flatMap(model -> model.tokenizer().stream()).forEach(Tokenizer::close);
        closeAll(models.stream()
                .flatMap(model -> model.graphs().values().stream())
                .toList());
    }

    /** What lets calls onto devices: a test can keep one busy. */
    DeviceGates gates() {
        return gates;
    }

    private static void close(Model model) {
        model.tokenizer().ifPresent(Tokenizer::close);
        closeAll(List.copyOf(model.graphs().values()));
    }

    /** Package-private so that a test can have one fail. */
    static void closeAll(List<Predictor> predictors) {
        @Nullable RuntimeException failure = null;
        for (Predictor predictor : predictors) {
            try {
                predictor.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Location locate(String id) {
        SortedMap<String, Location> locations = directory.scan();
        @Nullable Location location = locations.get(id);
        if (location == null) {
            throw new ModelException("no model '" + id + "'; available: "
                    + (locations.isEmpty()
                            ? "none, put one into the models folder"
                            : String.join(", ", locations.keySet())));
        }
        return location;
    }

    /** No model is loaded twice, and a server that does not answer holds up its own model alone. */
    private Model loadNow(String id, Taken places, Caller caller) {
        requireOpen();
        Location location = locate(id);
        ReentrantLock lock = locks.computeIfAbsent(id, key -> new ReentrantLock());
        return CallerWait.alone(lock, ITS_MODEL, caller, () -> {
            Optional<Model> model = held(id, places);
            if (model.isPresent()) {
                return model.get();
            }
            if (!places.isRetired(id)) {
                stamps.put(id, PackageStamp.of(location));
            }
            ModelPackage found = read(id, location);
            return found.isServed()
                    ? keep(id, PackageLoader.load(found, environment, gates), Optional.empty())
                    : loadAlone(id, found, places, caller);
        });
    }

    /** One at a time: loading needs much memory for a moment. */
    private Model loadAlone(String id, ModelPackage found, Taken places, Caller caller) {
        return CallerWait.alone(loading, "another model to be loaded", caller, () -> {
            requireOpen();
            return keep(id, PackageLoader.load(found, environment, gates), Optional.of(places));
        });
    }

    /** @param places of a model that is held here */
    private synchronized Model keep(String id, Model model, Optional<Taken> places) {
        if (closed) {
            close(model);
        }
        requireOpen();
        places.ifPresentOrElse(taken -> taken.put(id, model), () -> served.put(id, model));
        return model;
    }

    private void requireOpen() {
        if (closed) {
            throw new ModelException("the models have been closed");
        }
    }

    private ModelEntry entry(String id, Location location) {
        Optional<Model> model = held(id);
        if (model.isPresent()) {
            return ModelEntry.of(model.get());
        }
        try {
            return new ModelEntry(id, Optional.of(read(id, location).descriptor()), "", "", "");
        } catch (ModelException e) {
            return new ModelEntry(id, Optional.empty(), "", "", Problems.sentence(e));
        }
    }

    private ModelPackage read(String id, Location location) {
        if (location instanceof Location.Folder folder) {
            return DescriptorReader.read(id, folder.path());
        }
        if (location instanceof Location.File file) {
            return new ModelPackage(
                    bare.descriptor(id, file.path()),
                    Map.of(Role.MODEL, new ModelFile(file.path(), Optional.empty())),
                    DeviceSettings.usual());
        }
        throw Problems.of(id, ((Location.Unusable) location).problem());
    }
}
