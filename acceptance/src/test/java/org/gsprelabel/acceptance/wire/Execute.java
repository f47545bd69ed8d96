package org.gsprelabel.acceptance.wire;

import java.util.Base64;

/** Writes WPS 1.0.0 Execute requests. Each method gives a new one. */
public final class Execute {

    private static final String NAMESPACES = " xmlns:wps=\"http://www.opengis.net/wps/1.0.0\""
            + " xmlns:ows=\"http://www.opengis.net/ows/1.1\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    private final String process;
    private final String inputs;
    private final String form;

    private Execute(String process, String inputs, String form) {
        this.process = process;
        this.inputs = inputs;
        this.form = form;
    }

    /** Of a process by its whole name, such as {@code prelabel:PreLabelCoverage}. */
    public static Execute of(String process) {
        return new Execute(process, "", "");
    }

    public Execute literal(String input, String value) {
        return input(input, "<wps:Data><wps:LiteralData>" + escape(value) + "</wps:LiteralData></wps:Data>");
    }

    /** An extent: west, south, east, north, with commas between. */
    public Execute box(String input, String crs, String bounds) {
        String[] numbers = bounds.split(",");
        return input(
                input,
                "<wps:Data><wps:BoundingBoxData crs=\"" + escape(crs) + "\" dimensions=\"2\"><ows:LowerCorner>"
                        + numbers[0] + " " + numbers[1] + "</ows:LowerCorner><ows:UpperCorner>" + numbers[2] + " "
                        + numbers[3] + "</ows:UpperCorner></wps:BoundingBoxData></wps:Data>");
    }

    /** Text of a MIME type, JSON or WKT. */
    public Execute text(String input, String mimeType, String value) {
        return input(
                input,
                "<wps:Data><wps:ComplexData mimeType=\"" + escape(mimeType) + "\">" + escape(value)
                        + "</wps:ComplexData></wps:Data>");
    }

    /** Bytes of a MIME type, in base64. */
    public Execute bytes(String input, String mimeType, byte[] value) {
        return input(
                input,
                "<wps:Data><wps:ComplexData mimeType=\"" + escape(mimeType) + "\" encoding=\"base64\">"
                        + Base64.getEncoder().encodeToString(value) + "</wps:ComplexData></wps:Data>");
    }

    /** What another service of the same server answers to a request, without a way over the network. */
    public Execute reference(String input, String mimeType, String service, String body) {
        return input(
                input,
                "<wps:Reference mimeType=\"" + escape(mimeType) + "\" xlink:href=\"http://geoserver/" + service
                        + "\" method=\"POST\"><wps:Body>" + body + "</wps:Body></wps:Reference>");
    }

    /** The result of another process. */
    public Execute chained(String input, String mimeType, Execute other) {
        return reference(input, mimeType, "wps", other.element());
    }

    /** One output, as it is. */
    public Execute raw(String output, String mimeType) {
        return new Execute(
                process,
                inputs,
                "<wps:ResponseForm><wps:RawDataOutput"
                        + (mimeType.isEmpty() ? "" : " mimeType=\"" + escape(mimeType) + "\"") + "><ows:Identifier>"
                        + output + "</ows:Identifier></wps:RawDataOutput></wps:ResponseForm>");
    }

    /** All outputs named, in one document. */
    public Execute document(boolean stored, String... outputs) {
        StringBuilder xml = new StringBuilder("<wps:ResponseForm><wps:ResponseDocument");
        if (stored) {
            xml.append(" storeExecuteResponse=\"true\" status=\"true\"");
        }
        xml.append('>');
        for (String output : outputs) {
            xml.append("<wps:Output><ows:Identifier>").append(output).append("</ows:Identifier></wps:Output>");
        }
        return new Execute(process, inputs, xml + "</wps:ResponseDocument></wps:ResponseForm>");
    }

    /** The whole request. */
    public String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + element();
    }

    private String element() {
        return "<wps:Execute version=\"1.0.0\" service=\"WPS\"" + NAMESPACES + "><ows:Identifier>" + process
                + "</ows:Identifier><wps:DataInputs>" + inputs + "</wps:DataInputs>" + form + "</wps:Execute>";
    }

    private Execute input(String input, String data) {
        return new Execute(
                process,
                inputs + "<wps:Input><ows:Identifier>" + input + "</ows:Identifier>" + data + "</wps:Input>",
                form);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
