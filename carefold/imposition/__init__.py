"""Where panels and pages lie on the sheet."""
