# %%
import ctypes
import mmap
import os

# mov eax, 20 (getpid of i386); int 0x80; ret
code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"
if os.uname().machine != "x86_64":
    # There is no such door elsewhere: a hostile call stands in.
    ctypes.CDLL(None).syscall(117, 0, 0, 0, 0)
area = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
area.write(code)
run = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(area)))
print("BROKEN", run())
