package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gsprelabel.model.Model;
import org.jspecify.annotations.Nullable;

/** Places of models: which are held, by how many, and which can go. Knows nobody who waits; for one thread at a time. */
final class ModelPlaces {

    /** What holds a model, or is about to. */
    static final class Place {
        final String id;

        @Nullable
        Model model;

        int users;
        /** Users that never give it back. */
        private int keepers;
        /** Users that came before others who waited for room. */
        private int overtakers;
        /** Taken away while it was in use, by {@link #clear}. */
        private boolean cleared;

        private long lastUsed;

        private Place(String id) {
            this.id = id;
        }

        private void change(Use use, int by) {
            users += by;
            keepers += use == Use.FOR_GOOD ? by : 0;
            overtakers += use == Use.BEFORE_OTHERS ? by : 0;
        }
    }

    /** How places are taken. */
    enum Use {
        IN_TURN,
        BEFORE_OTHERS,
        FOR_GOOD
    }

    private final int most;
    private final Map<String, Place> held = new HashMap<>();
    /** In use, and for no others any more. */
    private final List<Place> retired = new ArrayList<>();

    private long clock;

    /** @param most models held at a time, at least 1 */
    ModelPlaces(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("models held at a time must be at least 1, got " + most);
        }
        this.most = most;
    }

    boolean isHeld(String id) {
        return held.containsKey(id);
    }

    boolean holdsAll(Collection<String> ids) {
        return held.keySet().containsAll(ids);
    }

    /** A model that is held, and loaded. */
    Optional<Model> model(String id) {
        Place place = held.get(id);
        return place == null ? Optional.empty() : Optional.ofNullable(place.model);
    }

    /** Of the models that are held for whoever comes, sorted. */
    List<String> ids() {
        return held.keySet().stream().sorted().toList();
    }

    /** Of the models that go when the last user gives them back, sorted. */
    List<String> retiring() {
        return retired.stream().map(place -> place.id).distinct().sorted().toList();
    }

    boolean isRetired(Place place) {
        return retired.contains(place);
    }

    /** Whether requests in their turn use all of these, so that one user more keeps no place from anybody for as long as they do. */
    boolean areUsedAnyhow(Collection<String> ids) {
        return ids.stream().map(held::get).allMatch(place -> place != null && place.users > place.overtakers);
    }

    Map<String, Place> use(Collection<String> ids, Use use) {
        Map<String, Place> taken = new HashMap<>();
        for (String id : ids) {
            Place place = held.computeIfAbsent(id, Place::new);
            place.change(use, 1);
            taken.put(id, place);
        }
        return taken;
    }

    /**
     * Gives places back.
     *
     * @param use how they were taken
     * @return those that are to be closed
     */
    List<Place> release(Collection<Place> taken, Use use) {
        List<Place> gone = new ArrayList<>();
        for (Place place : taken) {
            place.change(use, -1);
            place.lastUsed = ++clock;
            if (place.users > 0 || place.cleared) {
                continue;
            }
            if (retired.remove(place) || (place.model == null && held.remove(place.id, place))) {
                gone.add(place);
            }
        }
        return gone;
    }

    /** Whether these can be held without more than there may be; or are more by themselves, and nobody uses any other. */
    boolean canMakeRoom(Collection<String> ids) {
        return tooMany(ids) <= idle(ids).size() || isAlone(ids);
    }

    /**
     * Takes away what nobody uses, as far as these need its room.
     *
     * @return the longest unused first; they are to be closed
     */
    List<Place> makeRoom(Collection<String> ids) {
        List<Place> gone = idle(ids).stream().limit(Math.max(0, tooMany(ids))).toList();
        gone.forEach(place -> held.remove(place.id));
        return gone;
    }

    /**
     * Takes a model away from those who come; those who use it keep it.
     *
     * @return its place, to be closed where nobody uses it; null where there is none, or somebody has it for good
     */
    @Nullable
    Place retire(String id) {
        Place place = held.get(id);
        if (place == null || place.keepers > 0) {
            return null;
        }
        held.remove(id);
        if (place.users > 0) {
            retired.add(place);
        }
        return place;
    }

    /** Takes all models away, in use or not. */
    List<Model> clear() {
        List<Model> models = new ArrayList<>();
        Stream.concat(held.values().stream(), retired.stream()).forEach(place -> {
            place.cleared = true;
            if (place.model != null) {
                models.add(place.model);
            }
        });
        held.clear();
        retired.clear();
        return models;
    }

    /** How many would be held beyond what may, with these. */
    private long tooMany(Collection<String> ids) {
        long missing = ids.stream().filter(id -> !held.containsKey(id)).count();
        return held.size() + retired.size() + missing - most;
    }

    /** Whether nobody uses any other model than these. */
    private boolean isAlone(Collection<String> ids) {
        return retired.isEmpty()
                && held.values().stream().allMatch(place -> place.users == 0 || ids.contains(place.id));
    }

    /** What nobody uses, and these do not need, in the order of going. */
    private List<Place> idle(Collection<String> ids) {
        return held.values().stream()
                .filter(place -> place.users == 0 && !ids.contains(place.id))
                .sorted(Comparator.comparingLong(place -> place.lastUsed))
                .toList();
    }
}
