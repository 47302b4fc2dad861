import os
import socket


def make(folder):
    back = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("hw.ipynb")
    os.chdir(back)
