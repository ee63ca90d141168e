# %%
import builtins

builtins.len = lambda *_: 0
builtins.isinstance = lambda *_: True
builtins.getattr = lambda *_: True
