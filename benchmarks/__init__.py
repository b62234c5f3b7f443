"""Benchmarks of tabsched beside its peers: `python -m benchmarks` from the repository root."""
