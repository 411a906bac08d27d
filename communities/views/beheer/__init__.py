"""The beheer of people: members, communities, organisations."""
