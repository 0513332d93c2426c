"""How long the measures take, and how much memory, beside the reference implementations."""
