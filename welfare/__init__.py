"""Who is entitled, who is not receiving it, and what is missing."""
