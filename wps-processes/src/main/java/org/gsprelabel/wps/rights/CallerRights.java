package org.gsprelabel.wps.rights;

/**
 * Who is asking. Those who do not administer the server are told what a request of theirs needs, and nothing of how the server is
 * set up. Asked on the thread that answers the request.
 */
@FunctionalInterface
public interface CallerRights {

    /** Where there is no server, and whoever is asking has the machine. */
    CallerRights OWNER = () -> Audience.ADMINISTRATORS;

    /** What whoever is asking belongs to; {@link Audience#ANONYMOUS} where nobody knows who it is. */
    Audience audience();

    /** True for administrators alone. */
    default boolean isAdministrator() {
        return audience() == Audience.ADMINISTRATORS;
    }
}
