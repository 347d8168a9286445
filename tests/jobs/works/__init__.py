"""An app of the tests: kinds of work that real worker processes can do."""
