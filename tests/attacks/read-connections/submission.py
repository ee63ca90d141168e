# %%
import json

target = json.load(open("target.json"))
port = f":{target['tcp_port']:04X} "
for place in ("/proc/self/net", "/proc/net", "/proc/thread-self/net", "/proc/self/task/1/net"):
    for table in ("tcp", "udp", "unix"):
        try:
            content = open(f"{place}/{table}").read()
        except OSError as error:
            print(table, type(error).__name__)
            continue
        found = port in content or target["abstract_name"] in content
        print("BROKEN" if found else "nothing", place, table)
