package dev.arclet.web.wall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Candidates as tables that other tools read: CSV after RFC 4180, VOTable 1.4 of the IVOA. */
final class CandidateTables {
    private static final CsvMapper CSV = new CsvMapper();
    private static final String NAMESPACE = "http://www.ivoa.net/xml/VOTable/v1.3";

    private CandidateTables() {}

    /** With a head. */
    static String csv(List<CandidateView> candidates) {
        CsvSchema.Builder columns = CsvSchema.builder();
        CandidateColumn.ALL.forEach(column -> columns.addColumn(column.label()));
        List<List<String>> rows = candidates.stream()
                .map(view -> CandidateColumn.ALL.stream()
                        .map(column -> column.text(view))
                        .toList())
                .toList();
        try {
            return CSV.writer(columns.build().withHeader()).writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("candidates can't be written as CSV", e);
        }
    }

    /** One table. */
    static String voTable(List<CandidateView> candidates) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("VOTABLE");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("version", "1.4");
            xml.writeStartElement("RESOURCE");
            xml.writeAttribute("type", "results");
            writeFrame(xml);
            writeTable(xml, candidates);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("candidates can't be written as VOTable", e);
        }
        return text.toString();
    }

    private static void writeFrame(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeEmptyElement("COOSYS");
        xml.writeAttribute("ID", "icrs");
        xml.writeAttribute("system", "ICRS");
        xml.writeEmptyElement("TIMESYS");
        xml.writeAttribute("ID", "tai");
        xml.writeAttribute("timeorigin", "MJD-origin");
        xml.writeAttribute("timescale", "TAI");
        xml.writeAttribute("refposition", "TOPOCENTER");
    }

    private static void writeTable(XMLStreamWriter xml, List<CandidateView> candidates) throws XMLStreamException {
        xml.writeStartElement("TABLE");
        xml.writeAttribute("name", "lens_candidates");
        xml.writeAttribute("nrows", Integer.toString(candidates.size()));
        for (CandidateColumn column : CandidateColumn.ALL) {
            writeField(xml, column);
        }
        xml.writeStartElement("DATA");
        xml.writeStartElement("TABLEDATA");
        for (CandidateView candidate : candidates) {
            xml.writeStartElement("TR");
            for (CandidateColumn column : CandidateColumn.ALL) {
                xml.writeStartElement("TD");
                xml.writeCharacters(column.text(candidate));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void writeField(XMLStreamWriter xml, CandidateColumn column) throws XMLStreamException {
        xml.writeStartElement("FIELD");
        xml.writeAttribute("name", column.label());
        xml.writeAttribute("datatype", column.dataType());
        if (column.dataType().equals("char")) {
            xml.writeAttribute("arraysize", "*");
        }
        writeIfAny(xml, "unit", column.unit());
        writeIfAny(xml, "ucd", column.ucd());
        if (column.ucd().startsWith("pos.eq")) {
            xml.writeAttribute("ref", "icrs");
        } else if (column.ucd().startsWith("time.epoch")) {
            xml.writeAttribute("ref", "tai");
        }
        xml.writeStartElement("DESCRIPTION");
        xml.writeCharacters(column.description());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void writeIfAny(XMLStreamWriter xml, String attribute, String value) throws XMLStreamException {
        if (!value.isEmpty()) {
            xml.writeAttribute(attribute, value);
        }
    }
}
