"""One job in the `scrape_configs` of the project's own Prometheus.

https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
"""

import json

from checks.probes.repo import yaml_places
from scaffold import text
from scaffold.compose_file import scalar
from scaffold.edits.core import Already, End
from scaffold.tree import Tree
from scaffold.workflow_file import with_item


def edit(tree: Tree, *, file: str, job: str, target: str, path: str = "/metrics") -> End:
    """Already where any job reads this target at this path. Refused where there is no list of jobs to add to."""
    body = f"job_name: {scalar(job)}\n"
    body += f"metrics_path: {scalar(path)}\n" if path != "/metrics" else ""
    body += f"static_configs:\n  - targets: [{json.dumps(target)}]\n"
    if _reads(tree, file, target, path):
        return Already(path=file)
    return with_item(tree, file, ["scrape_configs"], body)


def _reads(tree: Tree, file: str, target: str, path: str) -> bool:
    try:
        value = yaml_places.parse(text.read(tree.read(file) or b"").body).value
    except ValueError:
        return False
    jobs = value.get("scrape_configs") if isinstance(value, dict) else None
    for one in jobs if isinstance(jobs, list) else []:
        if not isinstance(one, dict) or one.get("metrics_path", "/metrics") != path:
            continue
        for group in one.get("static_configs") or []:
            if isinstance(group, dict) and target in (group.get("targets") or []):
                return True
    return False
