"""What every address of the machine API shares: who asks, how much, and how a no is said."""
