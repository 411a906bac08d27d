"""What can go wrong, in Dutch words for the person who tried."""

from bijeenkomsten.enums import Form
from bijeenkomsten.models import VerslagItem


class BijeenkomstError(Exception):
    """Something that cannot be done; ``str()`` says why, in Dutch."""


class BijeenkomstFullError(BijeenkomstError):
    """Every place is taken: of one form, or with "" of all."""

    def __init__(self, form: str = "") -> None:
        self.form = form
        where, other = {
            Form.ROOM: ("In de zaal zijn alle plekken bezet.", " of doe online mee"),
            Form.ONLINE: ("Online zijn alle plekken bezet.", " of kom naar de zaal"),
        }.get(form, ("Alle plekken zijn bezet.", ""))  # type: ignore[call-overload]
        super().__init__(f"{where} Kies ‘Zet me op de wachtlijst’{other}.")


class TooFewPlacesError(BijeenkomstError):
    """More people have a place than would fit; ``field`` is the number that is too low."""

    def __init__(self, field: str, words: str) -> None:
        self.field = field
        super().__init__(words)


class ChangedMeanwhileError(BijeenkomstError):
    """Somebody else changed the meeting after this person opened the form."""

    def __init__(self) -> None:
        super().__init__(
            "Iemand anders heeft deze bijeenkomst net gewijzigd. Hieronder staat wat jij "
            "invulde. Kijk of het nog klopt en bewaar dan opnieuw."
        )


class WrittenDownError(BijeenkomstError):
    """A werkvorm changes while people have written something down in its steps."""

    def __init__(self) -> None:
        super().__init__("Bij dit onderdeel is al iets opgeschreven.")


class RoomMovedOnError(BijeenkomstError):
    """The room is at another step than the screen on which somebody clicked."""

    def __init__(self) -> None:
        super().__init__("De zaal was al verder. Hier staat waar jullie nu zijn.")


class VerslagConflictError(BijeenkomstError):
    """Somebody else saved the same part of the minutes first; both texts are kept."""

    def __init__(self, *, current: VerslagItem, yours: str) -> None:
        super().__init__("Iemand anders heeft dit deel net bewaard.")
        self.current = current
        self.yours = yours


class ReeksError(BijeenkomstError):
    """One meeting of a series cannot follow a change; ``field`` is where the form says so."""

    field = "scope"
