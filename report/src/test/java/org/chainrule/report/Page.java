package org.chainrule.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The part of a report that is made of data, parsed strictly: it must be well-formed XML, which leaves no room for
 * markup from names.
 */
final class Page {
    private final List<Element> elements = new ArrayList<>();

    Page(String html) throws ParserConfigurationException, IOException, SAXException {
        String body =
                html.substring(html.indexOf("<div class=\"page\">"), html.indexOf("<script type=\"application/json\""));
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        NodeList all = builder.parse(new InputSource(new StringReader(body))).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
    }

    List<Element> elements() {
        return elements;
    }

    List<Element> named(String name) {
        return elements.stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }
}
