package dev.arclet.web.wall;

import dev.arclet.web.http.Answer;
import dev.arclet.web.http.BadCallException;
import dev.arclet.web.http.Call;
import dev.arclet.web.http.Routes;
import java.util.List;
import java.util.Optional;

/** The pages of the wall: the list, one object, pictures, and tables to take away. */
public final class CandidatePages {
    /** The picture that the network saw, among the pictures of a candidate. */
    static final String SEEN = "seen";

    private static final int USUAL_LIMIT = 60;
    private static final int ALL = 100_000;

    private final CandidateWall wall;

    private CandidatePages(CandidateWall wall) {
        this.wall = wall;
    }

    /** Lets a wall's pages answer. */
    public static void addTo(Routes routes, CandidateWall wall) {
        CandidatePages pages = new CandidatePages(wall);
        routes.add("/api/candidates", pages::list)
                .add("/api/candidates/{id}", pages::one)
                .add("/api/candidates/{id}/{picture}", pages::picture)
                .add("/candidates.csv", pages::csv)
                .add("/candidates.json", pages::json)
                .add("/candidates.vot", pages::voTable);
    }

    /**
     * What the list shows.
     *
     * @param version of the wall, as the events tell it
     * @param objects on the wall
     * @param matching of them those that the filter accepts
     * @param candidates those within the limit, in order
     */
    private record Listing(long version, int objects, int matching, List<CandidateView> candidates) {}

    private Answer list(Call call) throws BadCallException {
        long version = wall.version();
        CandidateWall.Selection selection = wall.select(WallFilter.of(call, USUAL_LIMIT));
        return Answer.json(new Listing(version, selection.objects(), selection.matching(), views(selection)));
    }

    private Answer one(Call call) {
        String id = call.variable("id");
        return wall.entry(id).map(entry -> Answer.json(CandidateView.of(entry))).orElseGet(() -> noSuchObject(id));
    }

    private Answer picture(Call call) {
        String id = call.variable("id");
        String name = call.variable("picture").replaceFirst("\\.png$", "");
        Optional<WallEntry> entry = wall.entry(id);
        if (entry.isEmpty()) {
            return noSuchObject(id);
        }
        Optional<byte[]> png = name.equals(SEEN)
                ? Optional.of(CandidatePictures.seen(entry.get().best()))
                : CandidatePictures.stamp(entry.get().best(), name);
        // The dashboard asks with the detection in the query, so that a better one has another address.
        return png.map(bytes -> Answer.of("image/png", bytes).with("Cache-Control", "private, max-age=3600"))
                .orElseGet(() -> Answer.refusal(
                        404,
                        "candidate " + id + " has no picture " + name + "; it has "
                                + CandidateView.of(entry.get()).pictures()));
    }

    private static Answer noSuchObject(String id) {
        return Answer.refusal(404, "object " + id + " is not on the wall; /api/candidates lists those that are");
    }

    private Answer csv(Call call) throws BadCallException {
        return download(Answer.of("text/csv; charset=utf-8", CandidateTables.csv(all(call))), "csv");
    }

    private Answer json(Call call) throws BadCallException {
        return download(Answer.json(all(call)), "json");
    }

    private Answer voTable(Call call) throws BadCallException {
        return download(Answer.of("application/x-votable+xml", CandidateTables.voTable(all(call))), "vot");
    }

    private static Answer download(Answer answer, String ending) {
        return answer.with("Content-Disposition", "attachment; filename=\"candidates." + ending + "\"");
    }

    private List<CandidateView> all(Call call) throws BadCallException {
        return views(wall.select(WallFilter.of(call, ALL)));
    }

    private static List<CandidateView> views(CandidateWall.Selection selection) {
        return selection.entries().stream().map(CandidateView::of).toList();
    }
}
