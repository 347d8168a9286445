"""Legal words: truth that knows "unknown", articles, dated values, money, working days, findings. No framework."""
