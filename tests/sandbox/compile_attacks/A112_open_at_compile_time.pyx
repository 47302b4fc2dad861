DEF leaked = open("{secret}").read()
def f():
    return leaked
