package org.gsprelabel.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Fills a GeoServer through its REST, as an administrator. Whatever is made replaces or leaves what has that name, so a
 * second call does no harm. Safe for concurrent use.
 *
 * <p>Every method throws {@link ServerException} when the server refuses, with what it said.
 */
public final class GeoServerRest {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int LONGEST_ANSWER = 300;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private static final Pattern DECIMALS = Pattern.compile("<numDecimals>([0-9]+)</numDecimals>");

    private static final String XML = "application/xml";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final String url;
    private final String authorization;

    /**
     * @param url that of GeoServer, such as {@code http://127.0.0.1:8080/geoserver}
     * @param user an administrator
     * @param password of the user
     */
    public GeoServerRest(String url, String user, String password) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a workspace, with a namespace that nobody else has. */
    public void createWorkspace(String workspace) {
        if (!exists("/workspaces/" + name(workspace))) {
            String uri = "urn:gs-prelabel:" + workspace;
            send(
                    "POST",
                    "/namespaces",
                    XML,
                    text("<namespace><prefix>" + workspace + "</prefix><uri>" + uri + "</uri></namespace>"));
        }
    }

    /** Deletes a workspace with all its stores and layers, if there is one. */
    public void deleteWorkspace(String workspace) {
        if (exists("/workspaces/" + name(workspace))) {
            send("DELETE", "/workspaces/" + workspace + "?recurse=true", XML, BodyPublishers.noBody());
        }
    }

    /** Makes a store of features, an empty GeoPackage of its name in the data directory. */
    public void createGeoPackage(String workspace, String store) {
        createGeoPackage(workspace, store, store);
    }

    /**
     * Makes a store of features, a GeoPackage in the data directory.
     *
     * @param file its name without ending; one that is there is taken with all that is in it
     */
    public void createGeoPackage(String workspace, String store, String file) {
        String stores = "/workspaces/" + name(workspace) + "/datastores";
        if (!exists(stores + "/" + name(store))) {
            send(
                    "POST",
                    stores,
                    XML,
                    text("<dataStore><name>" + store + "</name><enabled>true</enabled><connectionParameters>"
                            + "<entry key=\"dbtype\">geopkg</entry><entry key=\"database\">file:data/" + workspace + "/"
                            + name(file) + ".gpkg</entry></connectionParameters></dataStore>"));
        }
    }

    /** Uploads a GeoTIFF and makes a layer of it. Store and layer get the same name. */
    public void uploadGeoTiff(String workspace, String layer, Path file) {
        upload(workspace, layer, "geotiff", "image/tiff", file);
    }

    /** Uploads a zip archive of GeoTIFFs and makes one layer of them. Store and layer get the same name. */
    public void uploadMosaic(String workspace, String layer, Path zip) {
        upload(workspace, layer, "imagemosaic", "application/zip", zip);
    }

    /** Uploads a zip archive of a picture, its world file and its CRS, and makes a layer of it. */
    public void uploadWorldImage(String workspace, String layer, Path zip) {
        upload(workspace, layer, "worldimage", "application/zip", zip);
    }

    private void upload(String workspace, String layer, String kind, String mimeType, Path file) {
        send(
                "PUT",
                "/workspaces/" + name(workspace) + "/coveragestores/" + name(layer) + "/file." + kind
                        + "?configure=first&coverageName=" + layer,
                mimeType,
                contentOf(file));
    }

    /** Makes a style from an SLD 1.0.0, or replaces the one of that name. */
    public void putStyle(String style, String sld) {
        String sldType = "application/vnd.ogc.sld+xml";
        if (exists("/styles/" + name(style))) {
            send("PUT", "/styles/" + style, sldType, text(sld));
        } else {
            send("POST", "/styles?name=" + style, sldType, text(sld));
        }
    }

    /** Deletes a style with its file, if there is one. */
    public void deleteStyle(String style) {
        if (exists("/styles/" + name(style))) {
            send("DELETE", "/styles/" + style + "?purge=true", XML, BodyPublishers.noBody());
        }
    }

    /** Writes a file of the data directory. The path is relative to it, with {@code /}. */
    public void putFile(String path, byte[] content) {
        StringBuilder encoded = new StringBuilder("/resource");
        for (String part : path.split("/", -1)) {
            encoded.append('/')
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        send("PUT", encoded.toString(), "application/octet-stream", BodyPublishers.ofByteArray(content));
    }

    /** Makes an enabled user without roles. */
    public void createUser(String user, String password) {
        send(
                "POST",
                "/security/usergroup/users",
                XML,
                text("<user><userName>" + name(user) + "</userName><password>" + name(password)
                        + "</password><enabled>true</enabled></user>"));
    }

    /** Makes a role and gives it to a user. */
    public void giveRole(String role, String user) {
        send("POST", "/security/roles/role/" + name(role), XML, BodyPublishers.noBody());
        send("POST", "/security/roles/role/" + role + "/user/" + name(user), XML, BodyPublishers.noBody());
    }

    public void deleteRole(String role) {
        send("DELETE", "/security/roles/role/" + name(role), XML, BodyPublishers.noBody());
    }

    public void deleteUser(String user) {
        send("DELETE", "/security/usergroup/user/" + name(user), XML, BodyPublishers.noBody());
    }

    /** Lets only administrators read the layers of a workspace. */
    public void closeWorkspace(String workspace) {
        addRule(name(workspace) + ".*.r", "ROLE_ADMINISTRATOR");
    }

    /** Takes back what {@link #closeWorkspace} did. */
    public void openWorkspace(String workspace) {
        deleteRule(name(workspace) + ".*.r");
    }

    /** Lets only those with a role change the features of a workspace's layers. */
    public void restrictWriting(String workspace, String role) {
        addRule(name(workspace) + ".*.w", name(role));
    }

    /** Takes back what {@link #restrictWriting} did. */
    public void openWriting(String workspace) {
        deleteRule(name(workspace) + ".*.w");
    }

    private void addRule(String rule, String role) {
        send(
                "POST",
                "/security/acl/layers",
                XML,
                text("<rules><rule resource=\"" + rule + "\">" + role + "</rule></rules>"));
    }

    private void deleteRule(String rule) {
        send("DELETE", "/security/acl/layers/" + rule, XML, BodyPublishers.noBody());
    }

    /**
     * Lets GeoServer write at least so many decimals of coordinates, in all services. It has 4 by itself, which are 11 m where
     * GeoJSON is in degrees.
     */
    public void raiseDecimals(int decimals) {
        String path = "/settings.xml";
        HttpResponse<String> settings = call("GET", path, XML, BodyPublishers.noBody());
        check("GET", path, settings);
        String changed = DECIMALS.matcher(settings.body())
                .replaceFirst(found ->
                        "<numDecimals>" + Math.max(decimals, Integer.parseInt(found.group(1))) + "</numDecimals>");
        send("PUT", path, XML, text(changed));
    }

    private boolean exists(String path) {
        HttpResponse<String> response = call("GET", path, XML, BodyPublishers.noBody());
        if (response.statusCode() != 404) {
            check("GET", path, response);
        }
        return response.statusCode() != 404;
    }

    private void send(String method, String path, String contentType, BodyPublisher body) {
        check(method, path, call(method, path, contentType, body));
    }

    private void check(String method, String path, HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            String said = response.body().strip().replaceAll("\\s+", " ");
            throw new ServerException("GeoServer answered " + response.statusCode() + " to " + method + " " + url
                    + "/rest"
                    + path
                    + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(LONGEST_ANSWER, said.length()))));
        }
    }

    private HttpResponse<String> call(String method, String path, String contentType, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/rest" + path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", contentType)
                .header("Accept", "application/xml, text/plain;q=0.9, */*;q=0.8")
                .method(method, body)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ServerException("GeoServer at " + url + " does not answer: " + e + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("The request to " + url + " was interrupted.", e);
        }
    }

    private static BodyPublisher text(String xml) {
        return BodyPublishers.ofString(xml, StandardCharsets.UTF_8);
    }

    private static BodyPublisher contentOf(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new ServerException("There is no file " + file + ".", e);
        }
    }

    /** Names go into addresses and XML as they are. */
    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name must be a letter and then letters, digits, '_', '.' or '-', got '" + name + "'");
        }
        return name;
    }
}
