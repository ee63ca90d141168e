"""Course reading, release and trustworthy grading: a course folder and a submission in, scores out."""
