"""What can go wrong, in Dutch words for the person who tried."""

from casussen.models import CasusSectie


class CasusError(Exception):
    """Something that cannot be done; ``str()`` says why, in Dutch."""


class ChangedMeanwhileError(CasusError):
    """Somebody else changed the facts after this person opened the form."""

    def __init__(self) -> None:
        super().__init__(
            "Iemand anders heeft dit net gewijzigd. Hieronder staat wat jij invulde. Kijk of het "
            "nog klopt en bewaar dan opnieuw."
        )


class SectionConflictError(CasusError):
    """Somebody else saved the same section first; both texts are kept."""

    def __init__(self, *, current: CasusSectie, yours: str) -> None:
        super().__init__("Iemand anders heeft dit deel net bewaard.")
        self.current = current
        self.yours = yours


class IncompleteError(CasusError):
    """The casus lacks what an outsider needs to understand it."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(f"Vul eerst nog aan: {', '.join(missing)}.")
        self.missing = missing
