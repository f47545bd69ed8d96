package org.gsprelabel.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.CallerWait;
import org.gsprelabel.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * The models that are held, at most so many at a time. Who wants one takes a place for it; where there is none, the model that has
 * not been used for longest makes room, and where all are in use, callers wait in their order. A caller takes the places of all
 * its models at once, so none waits for another that waits for it.
 */
final class LoadedModels {

    private static final System.Logger LOGGER = System.getLogger(LoadedModels.class.getName());

    private static final String WAITED_FOR = "another model to be given back";

    /** What holds a model, or is about to. */
    private static final class Place {
        private @Nullable Model model;
        private int users;
        private boolean retired;
        private long lastUsed;
    }

    private final int most;
    private final Consumer<Model> closer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Place> places = new HashMap<>();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long clock;

    /**
     * @param most models held at a time, at least 1; one caller alone may have more
     * @param closer of those that make room
     */
    LoadedModels(int most, Consumer<Model> closer) {
        if (most < 1) {
            throw new IllegalArgumentException("models held at a time must be at least 1, got " + most);
        }
        this.most = most;
        this.closer = closer;
    }

    /** A model that is held, and loaded. */
    Optional<Model> find(String id) {
        lock.lock();
        try {
            Place place = places.get(id);
            return place == null ? Optional.empty() : Optional.ofNullable(place.model);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for places, and takes them; {@link #release} gives them back.
     *
     * @throws CancellationException when the caller is cancelled or the thread interrupted meanwhile; it stays so
     */
    void take(Collection<String> ids, Caller caller) {
        Object ticket = new Object();
        try {
            CallerWait.until(nanos -> tryTake(ids, ticket, nanos), () -> release(ids), WAITED_FOR, caller);
        } finally {
            leaveQueue(ticket);
        }
    }

    /** Takes the places of models that are all loaded; false, with no place taken, where one is not. */
    boolean takeLoaded(Collection<String> ids) {
        lock.lock();
        try {
            for (String id : ids) {
                Place place = places.get(id);
                if (place == null || place.model == null) {
                    return false;
                }
            }
            use(ids);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes places, waiting for nobody, though there be more than may then. */
    void takeAnyhow(Collection<String> ids) {
        lock.lock();
        try {
            makeRoom(ids);
            use(ids);
        } finally {
            lock.unlock();
        }
    }

    /** Puts a model into the place that was taken for it. */
    void put(String id, Model model) {
        lock.lock();
        try {
            Place place = places.get(id);
            if (place == null || place.users == 0) {
                throw new IllegalStateException("no place was taken for model '" + id + "'");
            }
            place.model = model;
        } finally {
            lock.unlock();
        }
    }

    /** Gives places back. The models stay until others need them, but for those that were {@link #retire retired}. */
    void release(Collection<String> ids) {
        lock.lock();
        try {
            for (String id : ids) {
                Place place = places.get(id);
                // closing takes all places away
                if (place != null) {
                    place.users--;
                    place.lastUsed = ++clock;
                    if (place.users == 0 && (place.model == null || place.retired)) {
                        places.remove(id);
                        closeQuietly(id, place.model);
                    }
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ids of the models that are held. */
    List<String> ids() {
        lock.lock();
        try {
            return places.keySet().stream().sorted().toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a model go: at once when nobody uses it, else when the last user gives it back. Who comes before that is given it, too.
     *
     * @return whether it is gone
     */
    boolean retire(String id) {
        lock.lock();
        try {
            Place place = places.get(id);
            if (place == null) {
                return true;
            }
            if (place.users > 0) {
                place.retired = true;
                return false;
            }
            places.remove(id);
            closeQuietly(id, place.model);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever gives a model back is not to blame that it cannot be closed. */
    private void closeQuietly(String id, @Nullable Model model) {
        if (model == null) {
            return;
        }
        try {
            closer.accept(model);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "model '" + id + "' cannot be closed", e);
        }
    }

    /** Takes all models away, in use or not. */
    List<Model> clear() {
        lock.lock();
        try {
            List<Model> models = new ArrayList<>();
            for (Place place : places.values()) {
                if (place.model != null) {
                    models.add(place.model);
                }
            }
            places.clear();
            changed.signalAll();
            return models;
        } finally {
            lock.unlock();
        }
    }

    private boolean tryTake(Collection<String> ids, Object ticket, long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (!waiting.contains(ticket)) {
                waiting.add(ticket);
            }
            long left = nanos;
            while (!canTake(ids, ticket)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            use(ids);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Who needs no room need not wait behind those who do. */
    private boolean canTake(Collection<String> ids, Object ticket) {
        return places.keySet().containsAll(ids) || (waiting.peek() == ticket && makeRoom(ids));
    }

    private void leaveQueue(Object ticket) {
        lock.lock();
        try {
            waiting.remove(ticket);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void use(Collection<String> ids) {
        ids.forEach(id -> places.computeIfAbsent(id, key -> new Place()).users++);
    }

    /** Whether there is room for all, after closing what nobody uses. */
    private boolean makeRoom(Collection<String> ids) {
        long missing = ids.stream().filter(id -> !places.containsKey(id)).count();
        while (places.size() + missing > most) {
            Optional<Map.Entry<String, Place>> idle = places.entrySet().stream()
                    .filter(entry -> entry.getValue().users == 0 && !ids.contains(entry.getKey()))
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastUsed));
            if (idle.isEmpty()) {
                return places.isEmpty() || ids.containsAll(places.keySet());
            }
            places.remove(idle.get().getKey());
            Model model = idle.get().getValue().model;
            if (model != null) {
                closer.accept(model);
            }
        }
        return true;
    }
}
