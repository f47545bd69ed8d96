package org.gsprelabel.wps.rights;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The rights that GeoServer has given a caller. It puts them where Spring Security keeps them, for REST as for OGC services, and
 * brings them onto the threads that run processes. Whatever roles a server has, its administrators have this one; whoever has not
 * logged in has an anonymous token, or none where security is off for the request.
 */
public final class GeoServerCallerRights implements CallerRights {

    private static final String ADMINISTRATOR = "ROLE_ADMINISTRATOR";

    @Override
    public Audience audience() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !caller.isAuthenticated() || caller instanceof AnonymousAuthenticationToken) {
            return Audience.ANONYMOUS;
        }
        return caller.getAuthorities().stream().anyMatch(role -> ADMINISTRATOR.equals(role.getAuthority()))
                ? Audience.ADMINISTRATORS
                : Audience.LOGGED_IN;
    }
}
