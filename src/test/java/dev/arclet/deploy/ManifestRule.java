package dev.arclet.deploy;

import java.util.List;

/** Something that must hold of the resources of a cluster. */
interface ManifestRule {
    /** Empty if it does; else a line for each place where it does not, with the resource's name. */
    List<String> mistakes(Manifests manifests);
}
