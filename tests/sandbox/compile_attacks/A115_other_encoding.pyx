# coding: utf_7
def f():
    return 1
