"""What was handed in: found, read leniently, and kept."""
