package org.gsprelabel.wps.publish;

import org.geotools.data.simple.SimpleFeatureCollection;

/** A target that was checked, and takes features once. To be used on the thread of the request. */
public interface Publication {

    /** What was asked for. */
    PublishRequest request();

    /**
     * Publishes features, all or none. They are gone through one by one.
     *
     * @param watch is told of every feature, and asked whether the request was dismissed
     * @throws PublishException when they cannot be published
     * @throws org.gsprelabel.pipeline.RunCancelledException when the request was dismissed
     */
    Published publish(SimpleFeatureCollection features, PublishWatch watch);
}
