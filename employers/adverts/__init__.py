"""Reading advertisements: text and table cells in, facts with their evidence out. No Django here."""
