# %%
import json
import os
import resource

target = json.load(open("target.json"))
for process in (target["worker_pid"], target["parent_pid"]):
    for attempt in (
        lambda process=process: resource.prlimit(process, resource.RLIMIT_NOFILE, (0, 0)),
        lambda process=process: os.setpriority(os.PRIO_PROCESS, process, 19),
        lambda process=process: os.sched_setaffinity(process, {0}),
    ):
        try:
            attempt()
            print("BROKEN")
        except OSError as error:
            print(type(error).__name__)
for name in (resource.RLIMIT_NPROC, resource.RLIMIT_DATA, resource.RLIMIT_CPU):
    try:
        resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("BROKEN" if resource.getrlimit(name)[1] != resource.RLIM_INFINITY else "no limit")
    except (OSError, ValueError) as error:
        print(type(error).__name__)
