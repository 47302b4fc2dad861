# ruff: noqa: D100, F401
# %% [markdown]
# # Six layers, by hand

# %% role="setup"
import numpy as np
