"""What a command says where it cannot be carried out as it stands."""

USAGE = 2


class UsageError(Exception):
    """A command that cannot be carried out, in one sentence."""
