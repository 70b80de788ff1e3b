import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Makes FIXWAY44.xml from the dictionary of FIX 4.4 in QuickFIX/J's message jar and Fixway's rules.
///
/// Run in the root folder, `$JAR` being quickfixj-messages-all-3.0.0.jar:
/// `java fix-dictionaries/src/main/generator/GenerateFix44.java $JAR
/// fix-dictionaries/src/main/resources/dev/fixway/dictionary/FIXWAY44.xml`
///
/// The rules, where they differ from the version:
/// - OrderQtyData is optional in D and G: the application asks for a quantity, so that it can answer with a report
/// - ExDestination(100) is any text: it names a provider, not an exchange code
///
/// Form: fields by number, messages by MsgType (shorter first), members of a message by number with components and
/// groups after the fields. Inside components and groups the order stays, because there it means something.
final class GenerateFix44 {

    private static final int WIDTH = 120;
    private static final Set<String> QUANTITY_OPTIONAL_IN = Set.of("D", "G");
    private static final Map<String, String> TYPES = Map.of("ExDestination", "STRING");

    private final Element source;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    private GenerateFix44(Element source) {
        this.source = source;
        for (Element field : children(child("fields"))) {
            numbers.put(field.getAttribute("name"), Integer.valueOf(field.getAttribute("number")));
        }
    }

    public static void main(String[] arguments) throws Exception {
        var generator = new GenerateFix44(read(arguments[0]));
        Files.writeString(Path.of(arguments[1]), generator.dictionary());
    }

    private static Element read(String jar) throws Exception {
        try (var zip = new ZipFile(jar); var in = zip.getInputStream(zip.getEntry("FIX44.xml"))) {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(in).getDocumentElement();
        } catch (IOException e) {
            throw new IOException("no FIX44.xml in " + jar, e);
        }
    }

    private String dictionary() {
        line(0, "<!-- Made by GenerateFix44.java from QuickFIX/J's FIX44.xml and Fixway's rules: do not edit. -->");
        line(0, "<fix major=\"4\" minor=\"4\">");
        section("header", byNumber(child("header")));
        section("trailer", byNumber(child("trailer")));
        line(1, "<messages>");
        for (Element message : sorted(child("messages"), comparing((Element each) -> msgType(each).length())
                .thenComparing(GenerateFix44::msgType))) {
            message(message);
        }
        line(1, "</messages>");
        line(1, "<components>");
        for (Element component : sorted(child("components"), comparing(GenerateFix44::name))) {
            element(2, "component", attributes(component, "name"), children(component), "");
        }
        line(1, "</components>");
        line(1, "<fields>");
        for (Element field : sorted(child("fields"), comparing(each -> numbers.get(name(each))))) {
            field(field);
        }
        line(1, "</fields>");
        line(0, "</fix>");
        return out.toString();
    }

    private void section(String tag, List<Element> members) {
        element(1, tag, "", members, "");
    }

    private void message(Element message) {
        element(2, "message", attributes(message, "msgtype", "name", "msgcat"), byNumber(message), msgType(message));
    }

    private void element(int depth, String tag, String attributes, List<Element> members, String msgType) {
        if (members.isEmpty()) {
            line(depth, "<" + tag + attributes + "/>");
            return;
        }
        line(depth, "<" + tag + attributes + ">");
        for (Element member : members) {
            boolean isOptional = member.getAttribute("required").equals("N") || name(member).equals("OrderQtyData")
                    && QUANTITY_OPTIONAL_IN.contains(msgType);
            String named = attributes(member, "name") + " required=\"" + (isOptional ? "N" : "Y") + "\"";
            element(depth + 1, member.getTagName(), named, children(member), "");
        }
        line(depth, "</" + tag + ">");
    }

    private void field(Element field) {
        String type = TYPES.getOrDefault(name(field), field.getAttribute("type"));
        String head = "<field" + attributes(field, "number", "name") + " type=\"" + type + "\""
                + attributes(field, "allowOtherValues");
        List<Element> values = children(field);
        if (values.isEmpty()) {
            line(2, head + "/>");
            return;
        }
        line(2, head + ">");
        var row = new StringBuilder();
        for (Element value : values) {
            String text = "<value" + attributes(value, "enum") + "/>";
            if (row.length() + text.length() + 3 > WIDTH) {
                line(3, row.toString());
                row.setLength(0);
            }
            row.append(text);
        }
        line(3, row.toString());
        line(2, "</field>");
    }

    private List<Element> byNumber(Element parent) {
        List<String> kinds = List.of("field", "component", "group");
        return sorted(parent, comparing((Element member) -> kinds.indexOf(member.getTagName()))
                .thenComparing(member -> numbers.getOrDefault(name(member), 0)).thenComparing(GenerateFix44::name));
    }

    private static List<Element> sorted(Element parent, Comparator<Element> order) {
        return children(parent).stream().sorted(order).toList();
    }

    private Element child(String tag) {
        return children(source).stream().filter(each -> each.getTagName().equals(tag)).findFirst().orElseThrow();
    }

    private static List<Element> children(Element parent) {
        var elements = new ArrayList<Element>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static String attributes(Element element, String... names) {
        var text = new StringBuilder();
        for (String name : names) {
            if (element.hasAttribute(name)) {
                text.append(' ').append(name).append("=\"").append(escaped(element.getAttribute(name))).append('"');
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String name(Element element) {
        return element.getAttribute("name");
    }

    private static String msgType(Element message) {
        return message.getAttribute("msgtype");
    }

    private void line(int depth, String text) {
        out.append(" ".repeat(depth)).append(text).append('\n');
    }
}
