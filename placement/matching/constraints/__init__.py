"""Hard constraints: each holds, fails or is open for a pair, and says why in the words of whoever asks."""
