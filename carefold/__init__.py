"""Patient handouts in YAML, made into print-ready, accessible PDFs. Read pipeline.py first."""

__version__ = "0.1.0"
