"""One file per family of entitlements; every number with its source."""
