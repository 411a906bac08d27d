"""Nobody fills the disk by adding files and taking them away again."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from casussen.models import Casus
from communities.models import Deelnemer
from netwerk.kern.bijlagen import services
from netwerk.kern.bijlagen.models import Bijlage
from tests.bijlagen.bestanden import pdf
from tests.factories import CasusFactory

pytestmark = pytest.mark.django_db


def add(casus: Casus, actor: Deelnemer) -> Bijlage:
    return services.add_file(
        actor=actor, subject=casus, upload=io.BytesIO(pdf()), name="verslag.pdf", title="Verslag"
    )


@pytest.mark.parametrize("limit", ["BIJLAGE_MOST_NUMBER_A_DAY", "BIJLAGE_MOST_BYTES_A_DAY"])
def test_one_person_adds_no_more_in_a_day_than_fits(
    casus: Casus, organisator: Deelnemer, settings: Any, limit: str
) -> None:
    holder, size = casus.casushouder, len(pdf())
    setattr(settings, limit, 2 if "NUMBER" in limit else 2 * size)
    for _ in range(2):
        services.remove(actor=holder, bijlage=add(casus, holder))
    with pytest.raises(ValidationError) as refused:
        add(CasusFactory(casushouder=holder), holder)
    assert refused.value.code == "today"
    assert add(casus, organisator).pk, "somebody else is not held up"
    Bijlage.objects.update(created_at=timezone.now() - services.A_DAY)
    assert add(casus, holder).pk
