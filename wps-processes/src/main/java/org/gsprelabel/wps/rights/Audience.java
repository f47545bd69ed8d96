package org.gsprelabel.wps.rights;

/** Callers by what they may be told, those who may know least first: each is told what the ones before it are, and more. */
public enum Audience {
    /** Of whom nobody knows who they are: what a description has to say so that they can ask at all. */
    ANONYMOUS,

    /** Who have logged in: what a request of theirs needs and did, too. */
    LOGGED_IN,

    /** Who administer the server: everything. */
    ADMINISTRATORS;

    /** Whether they may be told what is for an audience. */
    public boolean mayKnowWhatIsFor(Audience audience) {
        return compareTo(audience) >= 0;
    }
}
