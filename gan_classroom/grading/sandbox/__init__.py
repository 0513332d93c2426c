"""A kernel for each submission, shut up with bubblewrap, watched, and started by a fork."""
