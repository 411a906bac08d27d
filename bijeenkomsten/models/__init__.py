"""The models of bijeenkomsten."""

from bijeenkomsten.models.meetings import Aanmelding, Agendapunt, Bijeenkomst
from bijeenkomsten.models.rondmail import Rondmail
from bijeenkomsten.models.verslag import Verslag, VerslagItem

__all__ = ["Aanmelding", "Agendapunt", "Bijeenkomst", "Rondmail", "Verslag", "VerslagItem"]
