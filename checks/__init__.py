"""LOOK: probes take snapshots of a project and its live systems; checks judge them. Nothing here writes."""
