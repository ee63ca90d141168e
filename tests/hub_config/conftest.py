"""What all tests of the hub's programs need."""

import aiohttp.connector
from aiohttp import ThreadedResolver

# Every client of the hub's would keep an inotify instance of c-ares, of which an account may have
# 128 in all (`man 7 inotify`); tests make hundreds of clients and only speak to this machine.
aiohttp.connector.DefaultResolver = ThreadedResolver
