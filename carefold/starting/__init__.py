"""The first files of a project, and of a handout."""
