package org.gsprelabel.export;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats that there are. A new one is a class and a line here. */
public final class FeatureFormats {

    private static final List<FeatureFormat> ALL = List.of(new GeoJsonFormat());

    private FeatureFormats() {}

    /** All formats; the first is that of whoever names none. */
    public static List<FeatureFormat> all() {
        return ALL;
    }

    /**
     * The format of a name.
     *
     * @param name an id or a MIME type, in any case; what follows a semicolon does not count. Null for the first format
     * @throws IllegalArgumentException when there is no such format; the message lists those that there are
     */
    public static FeatureFormat of(@Nullable String name) {
        if (name == null) {
            return ALL.get(0);
        }
        String plain = name.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(format ->
                        format.id().equals(plain) || format.mimeTypes().contains(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format must be one of "
                        + ALL.stream()
                                .map(format -> format.id() + " (" + String.join(", ", format.mimeTypes()) + ")")
                                .toList()
                        + ", got '" + name + "'"));
    }
}
