"""A real S3 server for tests: SeaweedFS, of one process, with all that it keeps in a folder."""

import json
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from netwerk.kern.dev.environment import PYTHON
from netwerk.kern.dev.processes import Child, spawn
from netwerk.kern.dev.services import free_ports

KEY, SECRET, BUCKET = "sleutel", "een geheim van de proef", "portaal"
PORTS = ("master.port", "volume.port", "filer.port", "s3.port")


class Server:
    """Runs in a folder until it is stopped; may be started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "data").mkdir()
        who = {"accessKey": KEY, "secretKey": SECRET}
        rights = {"name": "portaal", "credentials": [who], "actions": ["Admin"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [rights]}))
        ports = iter(free_ports(2 * len(PORTS)))
        self.ports = {name: next(ports) for port in PORTS for name in (port, f"{port}.grpc")}
        self.url = f"http://127.0.0.1:{self.ports['s3.port']}"
        self.child: Child | None = None

    @property
    def files_url(self) -> str:
        """What FILES_URL is for this server."""
        host = urlsplit(self.url).netloc
        return f"http://{KEY}:{SECRET.replace(' ', '%20')}@{host}/{BUCKET}"

    def start(self) -> None:
        """Start it, and wait until it takes files."""
        self.child = spawn(
            "weed",
            [
                Path(PYTHON).parent / "weed",
                "server",
                f"-dir={self.folder / 'data'}",
                *(f"-{name}={port}" for name, port in self.ports.items()),
                *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"),
                *("-filer", f"-filer.localSocket={self.folder / 'filer.sock'}"),
                *(
                    "-s3",
                    "-s3.port.iceberg=0",
                    "-s3.port.lance=0",
                    f"-s3.config={self.folder / 's3.json'}",
                ),
            ],
            run_dir=self.folder,
            log=self.folder / "weed.log",
            env=os.environ,
            cwd=self.folder,
        )
        self._wait()

    def stop(self) -> None:
        """Stop it as if it fell over."""
        if self.child is not None:
            self.child.stop(patience=0.1)
            self.child = None

    def _wait(self) -> None:
        client = boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                if BUCKET not in {each["Name"] for each in client.list_buckets()["Buckets"]}:
                    client.create_bucket(Bucket=BUCKET)
                client.put_object(Bucket=BUCKET, Key="begin", Body=b"begin")
                client.get_object(Bucket=BUCKET, Key="begin")["Body"].read()
                client.delete_object(Bucket=BUCKET, Key="begin")
            except (BotoCoreError, ClientError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                client.close()
                return
