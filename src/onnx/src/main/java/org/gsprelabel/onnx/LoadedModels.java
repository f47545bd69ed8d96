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
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.CallerWait;
import org.gsprelabel.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * The models that are held, at most so many at a time. Who wants one takes a place for it; where there is none, the model that has
 * not been used for longest makes room, and where all are in use, callers wait in their order. A caller takes the places of all
 * its models at once, so none waits for another that waits for it.
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

    /** What holds a model, or is about to. */
    private static final class Place {
        private final String id;
        private @Nullable Model model;
        private int users;
        /** Users that never give it back. */
        private int keepers;
        /** Users that came before others who waited for room. */
        private int overtakers;
        /** Taken away while it was in use, by {@link #clear}. */
        private boolean cleared;

        private long lastUsed;

        Place(String id) {
            this.id = id;
        }
    }

    /** How places were taken. */
    private enum Use {
        IN_TURN,
        BEFORE_OTHERS,
        FOR_GOOD
    }

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
                return place != null && retired.contains(place);
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

    private final int most;
    private final Consumer<Model> closer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Place> places = new HashMap<>();
    /** In use, and for no others any more. */
    private final List<Place> retired = new ArrayList<>();

    private final Deque<Request> waiting = new ArrayDeque<>();
    private long clock;

    /**
     * @param most models held at a time, at least 1; one caller alone may have more
     * @param closer of those that make room; whoever needs it, or gives a model back, is not to blame where it fails
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
                    !waiting.isEmpty() && waiting.getFirst().overtakers >= mostOvertakers && !areUsedAnyhow(ids);
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
            gone = letGo(idle(ids), tooMany(ids));
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
            return places.keySet().stream().sorted().toList();
        } finally {
            lock.unlock();
        }
    }

    /** Ids of the models that go when the last user gives them back, sorted. */
    List<String> retiring() {
        lock.lock();
        try {
            return retired.stream().map(place -> place.id).distinct().sorted().toList();
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
            place = places.get(id);
            if (place == null) {
                return true;
            }
            if (place.keepers > 0) {
                return false;
            }
            places.remove(id);
            changed.signalAll();
            if (place.users > 0) {
                retired.add(place);
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
            List<Model> models = new ArrayList<>();
            Stream.concat(places.values().stream(), retired.stream()).forEach(place -> {
                place.cleared = true;
                if (place.model != null) {
                    models.add(place.model);
                }
            });
            places.clear();
            retired.clear();
            changed.signalAll();
            return models;
        } finally {
            lock.unlock();
        }
    }

    private void release(Collection<Place> taken, Use use) {
        List<Place> gone = new ArrayList<>();
        lock.lock();
        try {
            for (Place place : taken) {
                place.users--;
                place.keepers -= use == Use.FOR_GOOD ? 1 : 0;
                place.overtakers -= use == Use.BEFORE_OTHERS ? 1 : 0;
                place.lastUsed = ++clock;
                if (place.users > 0 || place.cleared) {
                    continue;
                }
                if (retired.remove(place) || (place.model == null && places.remove(place.id, place))) {
                    gone.add(place);
                }
            }
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
        boolean needsNoRoom = places.keySet().containsAll(request.ids);
        Request first = waiting.getFirst();
        if (request != first) {
            return needsNoRoom && (first.overtakers < MOST_OVERTAKERS || areUsedAnyhow(request.ids));
        }
        if (needsNoRoom) {
            return true;
        }
        List<Place> idle = idle(request.ids);
        long tooMany = tooMany(request.ids);
        if (tooMany > idle.size() && !isAlone(request.ids)) {
            return false;
        }
        gone.addAll(letGo(idle, tooMany));
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
        if (!areUsedAnyhow(ids)) {
            waiting.getFirst().overtakers++;
        }
        return use(ids, Use.BEFORE_OTHERS);
    }

    /** Whether requests in their turn use all of these, so that one user more keeps no place from anybody for as long as they do. */
    private boolean areUsedAnyhow(Collection<String> ids) {
        return ids.stream().map(places::get).allMatch(place -> place != null && place.users > place.overtakers);
    }

    private Taken use(Collection<String> ids, Use use) {
        Map<String, Place> taken = new HashMap<>();
        for (String id : ids) {
            Place place = places.computeIfAbsent(id, Place::new);
            place.users++;
            place.keepers += use == Use.FOR_GOOD ? 1 : 0;
            place.overtakers += use == Use.BEFORE_OTHERS ? 1 : 0;
            taken.put(id, place);
        }
        return new Taken(taken, use);
    }

    /** How many would be held beyond what may, with these. */
    private long tooMany(Collection<String> ids) {
        long missing = ids.stream().filter(id -> !places.containsKey(id)).count();
        return places.size() + retired.size() + missing - most;
    }

    /** Whether nobody uses any other model than these. */
    private boolean isAlone(Collection<String> ids) {
        return retired.isEmpty()
                && places.values().stream().allMatch(place -> place.users == 0 || ids.contains(place.id));
    }

    /** What nobody uses, and these do not need, in the order of going. */
    private List<Place> idle(Collection<String> ids) {
        return places.values().stream()
                .filter(place -> place.users == 0 && !ids.contains(place.id))
                .sorted(Comparator.comparingLong(place -> place.lastUsed))
                .toList();
    }

    /** Takes the first of some places away; they are to be closed. */
    private List<Place> letGo(List<Place> idle, long count) {
        List<Place> gone = idle.stream().limit(Math.max(0, count)).toList();
        gone.forEach(place -> places.remove(place.id));
        return gone;
    }
}
