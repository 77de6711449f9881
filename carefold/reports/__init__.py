"""What was found, told: as text, JSON, JUnit and HTML."""
