package org.gsprelabel.wps;

import java.util.List;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Callers as GeoServer presents them to a plugin. */
public final class Callers {

    private Callers() {}

    public static void administrator() {
        enter(new TestingAuthenticationToken(
                "admin", "", List.copyOf(roles("ROLE_ADMINISTRATOR", "ROLE_AUTHENTICATED"))));
    }

    /** Somebody who has logged in, and administers layers and users but not the server. */
    public static void user() {
        enter(new TestingAuthenticationToken(
                "editor", "", List.copyOf(roles("ROLE_AUTHENTICATED", "ROLE_GROUP_ADMIN", "ADMINISTRATOR"))));
    }

    public static void anonymous() {
        enter(new AnonymousAuthenticationToken("geoserver", "anonymous", roles("ROLE_ANONYMOUS")));
    }

    /** Somebody with the name and role of an administrator whose password nobody has looked at. */
    public static void impostor() {
        TestingAuthenticationToken token =
                new TestingAuthenticationToken("admin", "", List.copyOf(roles("ROLE_ADMINISTRATOR")));
        token.setAuthenticated(false);
        enter(token);
    }

    /** A thread of which nobody knows for whom it works. */
    public static void nobody() {
        SecurityContextHolder.clearContext();
    }

    private static void enter(Authentication caller) {
        SecurityContextHolder.clearContext();
        SecurityContextHolder.getContext().setAuthentication(caller);
    }

    private static List<GrantedAuthority> roles(String... names) {
        return AuthorityUtils.createAuthorityList(names);
    }
}
