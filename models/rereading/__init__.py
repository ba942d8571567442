"""重新识读: bringing the live outline to a new reading of the same text, with the work of persons kept."""

from models.rereading.differences import Difference, DifferenceSort
from models.rereading.reread import Rereading, reread

__all__ = ["Difference", "DifferenceSort", "Rereading", "reread"]
