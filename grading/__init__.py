"""Reading, release and trustworthy grading of courses: submissions in, scores out."""
