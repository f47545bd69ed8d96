package org.gsprelabel.wps;

/**
 * Whether whoever is asking administers the server. Others are told what a request of theirs needs, and nothing of how the
 * server is set up. Asked on the thread that answers the request.
 */
@FunctionalInterface
public interface AdminRights {

    /** Where there is no server, and whoever is asking has the machine. */
    AdminRights OWNER = () -> true;

    /** True for administrators alone; false where nobody knows who is asking. */
    boolean isAdministrator();
}
