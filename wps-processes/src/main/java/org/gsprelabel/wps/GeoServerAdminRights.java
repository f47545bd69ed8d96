package org.gsprelabel.wps;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The rights that GeoServer has given a caller. It puts them where Spring Security keeps them, for REST as for OGC services, and
 * brings them onto the threads that run processes. Whatever roles a server has, its administrators have this one.
 */
public final class GeoServerAdminRights implements AdminRights {

    private static final String ADMINISTRATOR = "ROLE_ADMINISTRATOR";

    @Override
    public boolean isAdministrator() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null
                && caller.isAuthenticated()
                && caller.getAuthorities().stream().anyMatch(role -> ADMINISTRATOR.equals(role.getAuthority()));
    }
}
