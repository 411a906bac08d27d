"""The settings of pretalx itself, which reads them from the environment."""

import os

from benchmarks.peersites import cache, database

HERE = database()
os.environ |= {
    "PRETALX_DEBUG": "False",
    "PRETALX_DATA_DIR": os.environ["PEER_FOLDER"],
    "PRETALX_FILESYSTEM_STATIC": os.environ["PEER_FOLDER"] + "/static",
    "PRETALX_SITE_URL": "http://127.0.0.1",
    "PRETALX_DB_TYPE": "postgresql",
    "PRETALX_DB_NAME": HERE["NAME"],
    "PRETALX_DB_USER": HERE["USER"],
    "PRETALX_DB_PASS": HERE["PASSWORD"],
    "PRETALX_DB_HOST": HERE["HOST"],
    "PRETALX_DB_PORT": str(HERE["PORT"]),
    "PRETALX_REDIS": cache()["LOCATION"],
}

from pretalx.settings import *  # noqa: E402, F403
