"""What an author may write: frozen models that refuse unknown keys. They mirror the YAML of docs/format.md."""
