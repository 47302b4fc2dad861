"""Everything about the other process: how it is started, confined, spoken to, and what it may say."""
