"""Reports for readers: results.json, the terminal, a page. They see records and messages only."""
