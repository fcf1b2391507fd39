"""Campaigns: what starts them, who passes through them, and what goes out."""
