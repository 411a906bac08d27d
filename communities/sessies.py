"""Where somebody is logged in: devices as people know them."""

import re

BROWSERS = (  # the first that fits; many call themselves by the names of others too
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "een Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """Return what a browser says that it is, in words: "Chrome op Windows"."""
    browser = next((name for mark, name in BROWSERS if f"{mark}/" in user_agent), "Een browser")
    system = next((name for mark, name in SYSTEMS if re.search(rf"\b{mark}\b", user_agent)), "")
    return f"{browser} op {system or 'een ander apparaat'}"
