package dev.arclet.alert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds survey profiles: those that ship, by name, and others by file. */
public final class SurveyProfiles {
    /** Names of the profiles that ship. */
    public static final List<String> SHIPPED = List.of("lsst", "ztf");

    private static final String FOLDER = "topology/surveys/";
    private static final String SUFFIX = ".yaml";

    private SurveyProfiles() {}

    /**
     * Reads several profiles.
     *
     * @param namesOrFiles see {@link #load(String)}
     * @throws SurveyProfileException with the mistakes of all of them
     */
    public static List<SurveyProfile> load(List<String> namesOrFiles) throws SurveyProfileException {
        List<SurveyProfile> profiles = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (String nameOrFile : namesOrFiles) {
            try {
                profiles.add(load(nameOrFile));
            } catch (SurveyProfileException e) {
                mistakes.addAll(e.mistakes());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new SurveyProfileException(mistakes);
        }
        return profiles;
    }

    /**
     * Reads one profile.
     *
     * @param nameOrFile a name in {@link #SHIPPED}, or the path of a YAML file
     * @throws SurveyProfileException if it isn't there or has mistakes
     */
    public static SurveyProfile load(String nameOrFile) throws SurveyProfileException {
        return SHIPPED.contains(nameOrFile) ? shipped(nameOrFile) : load(Path.of(nameOrFile));
    }

    /** Reads a profile from a file. */
    public static SurveyProfile load(Path file) throws SurveyProfileException {
        try {
            return ProfileReader.read(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new SurveyProfileException(List.of("survey profile %s is not there; give %s or a %s file"
                    .formatted(file, String.join(", ", SHIPPED), SUFFIX)));
        } catch (IOException e) {
            throw new SurveyProfileException(List.of("survey profile %s can't be read: %s".formatted(file, e)));
        }
    }

    private static SurveyProfile shipped(String name) throws SurveyProfileException {
        String resource = FOLDER + name + SUFFIX;
        try (InputStream in = SurveyProfiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new SurveyProfileException(
                        List.of(resource + " is not on the class path; build the project again"));
            }
            return ProfileReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
        } catch (IOException e) {
            throw new SurveyProfileException(List.of("%s can't be read: %s".formatted(resource, e)));
        }
    }
}
