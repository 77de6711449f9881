"""The web edition of a handout, and the bodies of messages: from the logical tree, with drawings from the frames."""
