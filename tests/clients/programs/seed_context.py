"""Runs where roc-validator is installed: puts the RO-Crate context into its cache of web answers.

The validator reads the context from the web, or offline from this cache alone. The context comes
from the npm package `ro-crate`, which carries it. Arguments: the context's file, the cache's name.
"""

import io
import sys
from pathlib import Path

import requests
from requests_cache import CachedSession
from urllib3 import HTTPResponse

URL = "https://w3id.org/ro/crate/1.2/context"

content = Path(sys.argv[1]).read_bytes()
session = CachedSession(cache_name=sys.argv[2], backend="sqlite", expire_after=-1)
request = requests.Request("GET", URL).prepare()
answer = requests.Response()
answer.status_code, answer.url, answer.request = 200, URL, request
answer.headers["Content-Type"] = "application/ld+json"
answer._content = content
answer.raw = HTTPResponse(
    io.BytesIO(content), answer.headers, 200, preload_content=False, request_url=URL
)
session.cache.save_response(answer, cache_key=session.cache.create_key(request))
