"""An S3-compatible store with one bucket in memory, for tests, that ends with its standard input.

    python tests/s3_store.py BUCKET

Prints its address.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=f"http://{host}:{port}", **keys).create_bucket(Bucket=sys.argv[1])
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()
    server.stop()
