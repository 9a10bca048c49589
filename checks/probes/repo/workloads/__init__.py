"""The workload graph: compose, Kubernetes, kustomize and Helm values; one identity however many copies."""
