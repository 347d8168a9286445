"""What editors and reviewers may do in the admin: two groups, filled by the role that somebody acts in."""


def keep_groups() -> None:
    """Make the groups and the workflow."""
