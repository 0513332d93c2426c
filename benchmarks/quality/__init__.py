"""How good the images are after how many seconds of training: ``make bench-quality``."""
