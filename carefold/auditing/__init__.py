"""What an auditor asks: what was current, who had approved it, what was given out, and how the files were checked."""
