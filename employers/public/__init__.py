"""What a visitor may see of the employer zone: plain values, by nobody's account. Nothing here reads a request."""
