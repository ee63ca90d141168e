# %%
shell = get_ipython()
shell.showtraceback = lambda *_, **__: None
shell._showtraceback = lambda *_, **__: None
shell.set_custom_exc((BaseException,), lambda *_, **__: None)
