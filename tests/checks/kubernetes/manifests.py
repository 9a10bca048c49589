"""Manifests for the checks of this area: one Deployment with all that it should have, and what reaches it."""

from collections.abc import Callable

from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]

READINESS = "        readinessProbe: {httpGet: {path: /}}\n"
LIMITS = "        resources: {limits: {memory: 1Gi}}\n"
SHOP = (
    """apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: main
        image: shop:1
"""
    + READINESS
    + LIMITS
)
SERVICE = (
    "---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec:\n  selector: {app: shop}\n"
)
SCALER = (
    "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: more}\n"
    "spec:\n  scaleTargetRef: {kind: Deployment, name: shop}\n"
)
BUDGET = (
    "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: keep}\n"
    "spec:\n  selector: {matchLabels: {app: shop}}\n"
)
PATCH = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n"
    "      containers:\n      - name: main\n        env: []\n"
)
APP = {"app.py": "from fastapi import FastAPI\napp = FastAPI()\n"}
CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    "chart/values.yaml": "image:\n  repository: shop\n  tag: latest\nreplicaCount: 1\n",
}


def without(text: str) -> str:
    """The Deployment without this line."""
    assert text in SHOP
    return SHOP.replace(text, "")


def job(text: str) -> str:
    """The same pod as a Job, which ends by itself."""
    return text.replace("apps/v1", "batch/v1").replace("kind: Deployment", "kind: Job")
