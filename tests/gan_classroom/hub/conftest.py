"""What is a hub's own is no module of tests."""

collect_ignore = ["jupyterhub_config.py"]
