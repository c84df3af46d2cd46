package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is read directly says the same as nom-tam-fits, and what is unusual is left to it. */
class CommonCardsTest {
    private static final List<String> KEYS = List.of(
            "SIMPLE",
            "BITPIX",
            "NAXIS",
            "NAXIS1",
            "NAXIS2",
            "NAXIS3",
            "XTENSION",
            "PCOUNT",
            "GCOUNT",
            "BSCALE",
            "BZERO",
            "BLANK",
            "CTYPE1",
            "CTYPE2",
            "CDELT1",
            "CDELT2",
            "CROTA2",
            "CRPIX1",
            "CRPIX2",
            "CRVAL1",
            "CRVAL2",
            "CD1_1",
            "CD1_2",
            "CD2_1",
            "CD2_2",
            "PC1_1",
            "PC1_2",
            "PC2_1",
            "PC2_2",
            "WCSAXES",
            "ROTPA",
            "BUNIT");

    private static final String[] IMAGE = {"SIMPLE=T", "BITPIX=-32", "NAXIS=2", "NAXIS1=30", "NAXIS2=31"};

    @Example
    void aStampOfTheCommonShapeIsReadDirectly() throws Exception {
        byte[] header = header(
                "CUTMINX =                 1722 / first column",
                "ROTPA   =     188.810889746172 / Pos angle in deg of focal plane +Y wrt North",
                "BUNIT   = 'nJy     '",
                "CRPIX1  =      15.284356717083 / Pixel coordinate of reference point",
                "PC1_1   =  5.4922677944706E-05",
                "COMMENT nothing = to / see",
                "CTYPE1  = 'RA---TAN'           / projection");
        Optional<CommonCards> cards = CommonCards.read(ByteBuffer.wrap(header), 0, header.length);
        assertTrue(cards.isPresent());
        assertEquals(15.284356717083, cards.get().number("CRPIX1", 0));
        assertEquals(5.4922677944706E-05, cards.get().number("PC1_1", 0));
        assertSame(header, cards.get());
    }

    @Example
    void whatIsUnusualIsLeftToTheLibrary() {
        for (String card : List.of(
                "BSCALE  =                  2.0",
                "BLANK   =                   -1",
                "NAXIS1  =                   31",
                "HIERARCH ESO TEL AIRM START = 1.5",
                "CRPIX1  = 1.5D0",
                "CRPIX1  = (1.0, 2.0)",
                "CRPIX1  =",
                "CRPIX1  = 15 16",
                "CTYPE1  = 'it''s'",
                "CTYPE1  = 'open",
                "crpix1  = 1.5",
                "CRPIX1= 1.5")) {
            byte[] header = header(card);
            assertEquals(Optional.empty(), CommonCards.read(ByteBuffer.wrap(header), 0, header.length), card);
        }
    }

    @Property(tries = 2000)
    void bothReadersSayTheSameOfAnyHeaderThatIsReadDirectly(@ForAll("cards") List<String> cards) throws Exception {
        byte[] header = header(cards.toArray(String[]::new));
        Optional<CommonCards> direct = CommonCards.read(ByteBuffer.wrap(header), 0, header.length);
        if (direct.isPresent()) {
            assertSame(header, direct.get());
        }
    }

    @Property(tries = 2000)
    void aDamagedHeaderIsNeverReadOtherwiseThanByTheLibrary(
            @ForAll("cards") List<String> cards, @ForAll("places") int place, @ForAll("characters") char character)
            throws Exception {
        byte[] header = header(cards.toArray(String[]::new));
        header[place % (header.length - 80)] = (byte) character;
        Optional<CommonCards> direct = CommonCards.read(ByteBuffer.wrap(header), 0, header.length);
        if (direct.isPresent()) {
            assertSame(header, direct.get());
        }
    }

    private static void assertSame(byte[] header, CommonCards direct) throws UnreadableStampException {
        LibraryCards library = LibraryCards.read(ByteBuffer.wrap(header), 0, header.length);
        String text = new String(header, StandardCharsets.ISO_8859_1).replaceAll("(.{80})", "$1\n");
        for (String key : KEYS) {
            assertEquals(library.has(key), direct.has(key), () -> key + " in\n" + text);
            assertEquals(library.whole(key, -7), direct.whole(key, -7), () -> key + " in\n" + text);
            assertEquals(library.number(key, -7), direct.number(key, -7), () -> key + " in\n" + text);
            assertEquals(
                    library.text(key, "none").trim(), direct.text(key, "none").trim(), () -> key + " in\n" + text);
        }
    }

    @Provide
    Arbitrary<List<String>> cards() {
        Arbitrary<String> keys = Arbitraries.of(KEYS.subList(5, KEYS.size()));
        Arbitrary<String> numbers = Arbitraries.oneOf(
                Arbitraries.doubles().between(-1e12, 1e12).map(Object::toString),
                Arbitraries.doubles().between(-1e-3, 1e-3).ofScale(12).map("%.13E"::formatted),
                Arbitraries.longs().map(Object::toString),
                Arbitraries.integers().between(-100, 100).map(Object::toString),
                Arbitraries.strings().withChars("0123456789+-.ED").ofMaxLength(8));
        Arbitrary<String> words = Arbitraries.oneOf(
                Arbitraries.of("T", "F", "'RA---TAN'", "'DEC--TAN'", "'nJy     '", "''", "'a / b'", "' x'", "'open"),
                Arbitraries.strings().withChars("'/ aB1").ofMaxLength(10));
        Arbitrary<String> values = Arbitraries.oneOf(numbers, numbers, words);
        Arbitrary<String> comments = Arbitraries.of("", " / comment", "/close", " / it's", " no slash", "   ");
        Arbitrary<Integer> widths = Arbitraries.of(1, 20, 30);
        return Combinators.combine(keys, values, comments, widths)
                .as((key, value, comment, width) ->
                        "%-8s= %s%s".formatted(key, ("%" + width + "s").formatted(value), comment))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 10_000);
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.chars().range(' ', '~');
    }

    /** A header of exactly the bytes up to END. */
    private static byte[] header(String... more) {
        String image = List.of(IMAGE).stream()
                .map(card -> card.split("=", 2))
                .map(card -> "%-80s".formatted("%-8s= %20s".formatted(card[0], card[1])))
                .collect(Collectors.joining());
        String rest = List.of(more).stream().map("%-80.80s"::formatted).collect(Collectors.joining());
        return (image + rest + "%-80s".formatted("END")).getBytes(StandardCharsets.ISO_8859_1);
    }
}
