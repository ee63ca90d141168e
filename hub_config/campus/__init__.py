"""The campus service: people, cohorts, submissions and results."""
