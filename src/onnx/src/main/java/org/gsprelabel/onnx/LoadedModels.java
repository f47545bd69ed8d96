package org.gsprelabel.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.CallerWait;
import org.gsprelabel.model.Model;
import org.gsprelabel.onnx.ModelPlaces.Place;
import org.gsprelabel.onnx.ModelPlaces.Use;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the models that are held, at most so many at a time. Who wants one takes a {@linkplain ModelPlaces place} for it; where there
 * is none, the model that has not been used for longest makes room, and where all are in use, callers wait in their order. A caller
 * takes the places of all its models at once, so none waits for another that waits for it.
 *
 * <p>Who needs no room goes before those who wait for it, but not without end: the first of these is overtaken {@value #MOST_OVERTAKERS}
 * times at most, so that it waits for the requests that there are and not for all that come. Sharing what a request in its turn
 * uses anyway takes nothing from anybody, and is no overtaking.
 */
final class LoadedModels {

    /** Each may hold a model in use for longer; the tiles of a map, which are worth letting by, come about as many at a time. */
    static final int MOST_OVERTAKERS = 8;

    private static final System.Logger LOGGER = System.getLogger(LoadedModels.class.getName());

    private static final String WAITED_FOR = "another model to be given back";

    /** Somebody in the queue. */
    private static final class Request {
        private final Set<String> ids;
        private int overtakers;
        private @Nullable Taken taken;

        Request(Collection<String> ids) {
            this.ids = Set.copyOf(ids);
        }

        void giveUp() {
            if (taken != null) {
                taken.release();
            }
        }
    }

    /** Places that somebody has taken. */
    final class Taken {

        private final Map<String, Place> taken;
        private final Use use;

        private Taken(Map<String, Place> taken, Use use) {
            this.taken = taken;
            this.use = use;
        }

        /** The model of a place, when it is loaded; also that of one that was {@link #retire retired} since. */
        Optional<Model> model(String id) {
            lock.lock();
            try {
                Place place = taken.get(id);
                return place == null ? Optional.empty() : Optional.ofNullable(place.model);
            } finally {
                lock.unlock();
            }
        }

        /** Whether a place is for no others any more. */
        boolean isRetired(String id) {
            lock.lock();
            try {
                Place place = taken.get(id);
                return place != null && places.isRetired(place);
            } finally {
                lock.unlock();
            }
        }

        /** Puts a model into the place that was taken for it. */
        void put(String id, Model model) {
            lock.lock();
            try {
                Place place = taken.get(id);
                if (place == null) {
                    throw new IllegalStateException("no place was taken for model '" + id + "'");
                }
                place.model = model;
            } finally {
                lock.unlock();
            }
        }

        /** Gives the places back. The models stay until others need them, but for those that were {@link #retire retired}. */
        void release() {
            LoadedModels.this.release(taken.values(), use);
        }
    }

    private final ModelPlaces places;
    private final Consumer<Model> closer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Request> waiting = new ArrayDeque<>();

    /**
     * @param most models held at a time, at least 1; one caller alone may have more
     * @param closer of those that make room; whoever needs it, or gives a model back, is not to blame where it fails
     */
    LoadedModels(int most, Consumer<Model> closer) {
        this.places = new ModelPlaces(most);
        this.closer = closer;
    }

    /** A model that is held, and loaded. */
    Optional<Model> find(String id) {
        lock.lock();
        try {
            return places.model(id);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for places, and takes them. Not for whoever holds some already.
     *
     * @throws CancellationException when the caller is cancelled or the thread interrupted meanwhile; it stays so
     */
    Taken take(Collection<String> ids, Caller caller) {
        if (ids.isEmpty()) {
            return new Taken(Map.of(), Use.IN_TURN);
        }
        Request request = new Request(ids);
        try {
            CallerWait.until(nanos -> tryTake(request, nanos), request::giveUp, WAITED_FOR, caller);
            return Optional.ofNullable(request.taken).orElseThrow();
        } finally {
            leaveQueue(request);
        }
    }

    /** Takes the places of models that are all loaded; none where one is not, or others have waited for room for too long. */
    Optional<Taken> takeLoaded(Collection<String> ids) {
        return takeLoaded(ids, MOST_OVERTAKERS);
    }

    /** Takes the places of models that somebody holds for those who ask: whoever did has waited already. */
    Optional<Taken> share(Collection<String> ids) {
        return takeLoaded(ids, Integer.MAX_VALUE);
    }

    private Optional<Taken> takeLoaded(Collection<String> ids, int mostOvertakers) {
        lock.lock();
        try {
            boolean isBarred =
                    !waiting.isEmpty() && waiting.getFirst().overtakers >= mostOvertakers && !places.areUsedAnyhow(ids);
            if (isBarred || !ids.stream().allMatch(id -> find(id).isPresent())) {
                return Optional.empty();
            }
            return Optional.of(useBeforeOthers(ids));
        } finally {
            lock.unlock();
        }
    }

    /** Takes places for good, waiting for nobody, though there be more than may then. */
    Taken takeAnyhow(Collection<String> ids) {
        List<Place> gone = List.of();
        lock.lock();
        try {
            gone = places.makeRoom(ids);
            return use(ids, Use.FOR_GOOD);
        } finally {
            lock.unlock();
            gone.forEach(this::closeQuietly);
        }
    }

    /** Ids of the models that are held for whoever comes, sorted. */
    List<String> ids() {
        lock.lock();
        try {
            return places.ids();
        } finally {
            lock.unlock();
        }
    }

    /** Ids of the models that go when the last user gives them back, sorted. */
    List<String> retiring() {
        lock.lock();
        try {
            return places.retiring();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a model go: at once when nobody uses it, else when the last user gives it back. Who comes before that takes another place, or
     * waits for one; but what somebody has for good stays for all.
     *
     * @return whether it is gone
     */
    boolean retire(String id) {
        Place place;
        lock.lock();
        try {
            if (!places.isHeld(id)) {
                return true;
            }
            place = places.retire(id);
            changed.signalAll();
            if (place == null || place.users > 0) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        closeQuietly(place);
        return true;
    }

    /** Takes all models away, in use or not. */
    List<Model> clear() {
        lock.lock();
        try {
            List<Model> models = places.clear();
            changed.signalAll();
            return models;
        } finally {
            lock.unlock();
        }
    }

    private void release(Collection<Place> taken, Use use) {
        List<Place> gone;
        lock.lock();
        try {
            gone = places.release(taken, use);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        gone.forEach(this::closeQuietly);
    }

    /** Not within the lock: it takes time, and nobody else is to wait for it. */
    private void closeQuietly(Place place) {
        if (place.model == null) {
            return;
        }
        try {
            closer.accept(place.model);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "model '" + place.id + "' cannot be closed", e);
        }
    }

    private boolean tryTake(Request request, long nanos) throws InterruptedException {
        List<Place> gone = new ArrayList<>();
        lock.lock();
        try {
            if (!waiting.contains(request)) {
                waiting.add(request);
            }
            long left = nanos;
            while (!canTake(request, gone)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            boolean overtakes = waiting.getFirst() != request;
            waiting.remove(request);
            request.taken = overtakes ? useBeforeOthers(request.ids) : use(request.ids, Use.IN_TURN);
            return true;
        } finally {
            lock.unlock();
            gone.forEach(this::closeQuietly);
        }
    }

    /** @param gone where those are added that made room, for the request that can take its places then */
    private boolean canTake(Request request, List<Place> gone) {
        boolean needsNoRoom = places.holdsAll(request.ids);
        Request first = waiting.getFirst();
        if (request != first) {
            return needsNoRoom && (first.overtakers < MOST_OVERTAKERS || places.areUsedAnyhow(request.ids));
        }
        if (needsNoRoom) {
            return true;
        }
        if (!places.canMakeRoom(request.ids)) {
            return false;
        }
        gone.addAll(places.makeRoom(request.ids));
        return true;
    }

    private void leaveQueue(Request request) {
        lock.lock();
        try {
            waiting.remove(request);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** For somebody whose turn it is not. */
    private Taken useBeforeOthers(Collection<String> ids) {
        if (waiting.isEmpty()) {
            return use(ids, Use.IN_TURN);
        }
        if (!places.areUsedAnyhow(ids)) {
            waiting.getFirst().overtakers++;
        }
        return use(ids, Use.BEFORE_OTHERS);
    }

    private Taken use(Collection<String> ids, Use use) {
        return new Taken(places.use(ids, use), use);
    }
}
