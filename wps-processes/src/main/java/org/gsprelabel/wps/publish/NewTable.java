package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.util.Optional;
import org.geoserver.catalog.DataStoreInfo;
import org.geotools.api.data.DataAccess;
import org.geotools.api.data.DataStore;
import org.geotools.api.feature.Feature;
import org.geotools.api.feature.type.FeatureType;
import org.geotools.api.feature.type.Name;

/** The table, file or whatever else a store makes for a new layer. */
final class NewTable {

    private final DataStoreInfo store;
    private final PublishTarget target;

    NewTable(DataStoreInfo store, PublishTarget target) {
        this.store = store;
        this.target = target;
    }

    /** Whether the store has something of that name, in any case. */
    boolean exists() throws IOException {
        return name(store.getDataStore(null)).isPresent();
    }

    /** Removes it if it is there. */
    void remove() throws IOException {
        DataAccess<? extends FeatureType, ? extends Feature> data = store.getDataStore(null);
        Optional<Name> name = name(data);
        if (name.isPresent() && data instanceof DataStore named) {
            // By the bare name: stores differ in what namespace their own names have.
            named.removeSchema(name.get().getLocalPart());
        } else if (name.isPresent()) {
            data.removeSchema(name.get());
        }
    }

    private Optional<Name> name(DataAccess<? extends FeatureType, ? extends Feature> data) throws IOException {
        return data.getNames().stream()
                .filter(name -> name.getLocalPart().equalsIgnoreCase(target.layer()))
                .findFirst();
    }
}
