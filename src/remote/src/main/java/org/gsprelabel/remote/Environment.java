package org.gsprelabel.remote;

import org.jspecify.annotations.Nullable;

/** Where variables are looked up; {@code System::getenv} outside of tests. */
@FunctionalInterface
public interface Environment {

    /** The value of a variable, or null when it is not set. */
    @Nullable
    String get(String name);
}
