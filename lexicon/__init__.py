"""Words of the trade: how Chinese text is cut, what occupations, industries and work features are called."""
