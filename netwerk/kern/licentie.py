"""Under which licence everybody may use what is public again."""

NAME = "CC BY 4.0"
SPDX = "CC-BY-4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"  # its name, for machines
PAGE = "https://creativecommons.org/licenses/by/4.0/deed.nl"  # what people read
AS_DATA = {"naam": NAME, "adres": PAGE}
