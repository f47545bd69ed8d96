package org.gsprelabel.wps.publish;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be published.
 *
 * @param target where
 * @param mode what becomes of the layer
 * @param style name of the style of a new layer; empty for a fitting one
 */
public record PublishRequest(PublishTarget target, PublishMode mode, Optional<String> style) {

    public PublishRequest {
        if (style.isPresent() && mode != PublishMode.CREATE) {
            throw new IllegalArgumentException("style is for new layers, and publishMode " + mode
                    + " leaves a layer the style it has; leave style away, got '" + style.get() + "'");
        }
    }

    /**
     * The request of three inputs, empty when nothing is to be published.
     *
     * @throws IllegalArgumentException when they make no sense
     */
    public static Optional<PublishRequest> of(
            @Nullable String publishTo, @Nullable PublishMode publishMode, @Nullable String style) {
        if (publishTo == null) {
            if (publishMode != null || style != null) {
                throw new IllegalArgumentException(
                        "publishMode and style say how publishTo is done, and that was not given; got "
                                + (publishMode != null ? "publishMode " + publishMode : "style '" + style + "'"));
            }
            return Optional.empty();
        }
        return Optional.of(new PublishRequest(
                PublishTarget.parse(publishTo),
                publishMode == null ? PublishMode.CREATE : publishMode,
                Optional.ofNullable(style)));
    }
}
