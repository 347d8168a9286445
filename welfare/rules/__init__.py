"""Rules as values: facts, standards, conditions and amounts that one household, a city and a reader all share."""
