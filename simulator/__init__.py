"""A test harness and QA simulator for Customer.io data."""

__version__ = "0.1.0"
