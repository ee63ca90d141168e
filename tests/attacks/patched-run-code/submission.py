# %%
shell = get_ipython()


async def nothing(*_, **__):
    return False


shell.run_code = shell.run_ast_nodes = nothing
type(shell).run_code = type(shell).run_ast_nodes = nothing
type(shell).run_cell = lambda *_, **__: None
