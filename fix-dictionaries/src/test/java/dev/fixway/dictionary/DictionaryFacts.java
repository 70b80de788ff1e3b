package dev.fixway.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quickfix.ConfigError;
import quickfix.DataDictionary;

/// What a dictionary says, as QuickFIX/J understood it, one line per message and per field.
///
/// `public-fix44.txt` has these lines for the dictionary of the version. To make it anew, in the root folder, with
/// the jars quickfixj-core, -base, -messages-all, mina-core and slf4j-api in `$JARS`:
/// `java -cp $JARS fix-dictionaries/src/test/java/dev/fixway/dictionary/DictionaryFacts.java FIX44.xml`
final class DictionaryFacts {

    private static final int HIGHEST_TAG = 5000;
    private static final List<String> CODES = codes();

    private final DataDictionary dictionary;

    private DictionaryFacts(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    public static void main(String[] arguments) throws ConfigError {
        System.out.println(String.join("\n", lines(new DataDictionary(arguments[0]))));
    }

    static List<String> lines(DataDictionary dictionary) {
        var facts = new DictionaryFacts(dictionary);
        var lines = new ArrayList<String>();
        lines.add("header " + facts.tags(dictionary::isHeaderField, dictionary::isRequiredHeaderField));
        lines.add("trailer " + facts.tags(dictionary::isTrailerField, dictionary::isRequiredTrailerField));
        CODES.stream().filter(dictionary::isMsgType).map(facts::message).forEach(lines::add);
        IntStream.range(1, HIGHEST_TAG).filter(dictionary::isField).mapToObj(facts::field).forEach(lines::add);
        return lines;
    }

    /// `D app 1 11! 78[79! 661 …] …`: a mark for required tags, the members of a group in their order.
    private String message(String msgType) {
        String category = dictionary.isAdminMessage(msgType) ? " admin " : " app ";
        return msgType + category + IntStream.range(1, HIGHEST_TAG)
                .filter(tag -> dictionary.isMsgField(msgType, tag))
                .mapToObj(tag -> member(dictionary, msgType, tag))
                .collect(Collectors.joining(" "));
    }

    private static String member(DataDictionary owner, String msgType, int tag) {
        String text = tag + (owner.isRequiredField(msgType, tag) ? "!" : "");
        if (!owner.isGroup(msgType, tag)) {
            return text;
        }
        DataDictionary group = owner.getGroup(msgType, tag).getDataDictionary();
        return IntStream.of(group.getOrderedFields())
                .mapToObj(each -> member(group, msgType, each))
                .collect(Collectors.joining(" ", text + "[", "]"));
    }

    private String tags(Predicate<Integer> isMember, Predicate<Integer> isRequired) {
        return IntStream.range(1, HIGHEST_TAG)
                .boxed()
                .filter(isMember)
                .map(tag -> tag + (isRequired.test(tag) ? "!" : ""))
                .collect(Collectors.joining(" "));
    }

    /// `54 Side CHAR 1 2 3 …`: the legal codes of one and two characters, or `any`.
    private String field(int tag) {
        String head = tag + " " + dictionary.getFieldName(tag) + " " + dictionary.getFieldType(tag).name();
        if (!dictionary.hasFieldValue(tag)) {
            return head;
        }
        if (dictionary.isFieldValue(tag, "??")) {
            return head + " any";
        }
        return CODES.stream()
                .filter(code -> dictionary.isFieldValue(tag, code))
                .collect(Collectors.joining(" ", head + " ", ""));
    }

    private static List<String> codes() {
        var letters = List.of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".split(""));
        var pairs = letters.stream().flatMap(first -> letters.stream().map(second -> first + second));
        return Stream.concat(letters.stream(), pairs).toList();
    }
}
