"""What the forms of a dilemma and of a leervraag have alike: a question, and who reads it."""

from typing import Any

from django.core.exceptions import ValidationError

from casussen.forms.casussen import WHO_READS
from communities.enums import Visibility
from netwerk.kern.policy import allowed


class VraagMixin:
    """For a form about a question that its community may show to everybody."""

    publish_permission: str
    instance: Any
    cleaned_data: dict[str, Any]

    def readers(self, user: Any) -> list[tuple[Visibility, str]]:
        """Offer public only to an organiser other than who asked, or when it is public."""
        offered = [Visibility.COMMUNITY, Visibility.NETWORK]
        if self.instance.pk and (
            self.instance.visibility == Visibility.PUBLIC
            or allowed(user, self.publish_permission, self.instance)
        ):
            offered.append(Visibility.PUBLIC)
        return [(value, WHO_READS[value]) for value in offered]

    def clean_question(self) -> str:
        """A question ends in a question mark."""
        question: str = self.cleaned_data["question"].strip()
        if not question.endswith("?"):
            raise ValidationError("Zet een vraagteken achter je vraag.")
        return question
