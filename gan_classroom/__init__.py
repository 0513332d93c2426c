"""For authors and instructors of the course: notebooks built from lessons, the exercise bank, releases and grading."""
