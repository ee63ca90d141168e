# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
handle = (ctypes.c_uint32 * 6)(8, 1, 2, 0, 0, 0)
number = (
    304
    if ctypes.sizeof(ctypes.c_void_p) == 8 and __import__("os").uname().machine == "x86_64"
    else 265
)
fd = libc.syscall(number, 3, ctypes.byref(handle), 0)
print("BROKEN" if fd >= 0 else "refused", ctypes.get_errno())
