package dev.arclet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ways of reading by which a file or a packet could make the program do more than read are not used anywhere. */
class SafeInputTest {
    private static JavaClasses program;

    @BeforeAll
    static void readClasses() {
        program = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.arclet");
    }

    @Test
    void noJavaObjectIsDeserialised() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.beans.XMLDecoder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.rmi.MarshalledObject")
                .because("whoever writes such bytes chooses which code runs")
                .check(program);
    }

    @Test
    void yamlIsReadByOneClassThatRefusesTypesAndBombs() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.arclet.text.BoundedYaml")
                .and()
                .doNotHaveFullyQualifiedName("dev.arclet.text.BoundedYaml$PlainParser")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.yaml.snakeyaml..", "com.fasterxml.jackson.dataformat.yaml..")
                .because("dev.arclet.text.BoundedYaml does")
                .check(program);
    }

    @Test
    void jacksonMakesNoObjectsOfTypesThatTheInputNames() {
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(
                        HasName.Predicates.nameMatching("activateDefaultTyping.*|enableDefaultTyping.*")))
                .because("whoever writes the input would choose the types")
                .check(program);
    }

    @Test
    void noXmlIsReadThatCouldFetchWhatItNames() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml.parsers..", "javax.xml.transform..", "javax.xml.validation..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.xml.stream.XMLInputFactory")
                .because(
                        "their usual settings follow external entities; if XML is to be read, one class does it with DTDs"
                                + " switched off (XMLInputFactory.SUPPORT_DTD false) and is excepted here")
                .check(program);
    }
}
