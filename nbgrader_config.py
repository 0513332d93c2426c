"""nbgrader's settings, for its own commands, the builder (`gan_classroom.authoring`) and `gan-course grade`."""

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "gan-course"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"

# The self-check (`gan_course.checks`) knows an exercise that was not attempted by this message.
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("exercise not attempted")'}

# Submissions run in a sandbox, for a moment only, and a check counts where its end was reached, as seen from outside.
# `c.SteadyExecute.sandboxed = False` runs them with your rights instead: docs/instructors.md says what that means.
c.Autograde.autograde_preprocessors = [
    "gan_classroom.grading.execute.SteadyExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A training cell takes up to 60 s on two cores; an endless loop costs this many seconds and the points of its cell.
c.Execute.timeout = 300
c.Execute.startup_timeout = 120
c.Execute.iopub_timeout = 30

# Runaway prints are cut to this many lines. One long line is not cut, whatever its length.
c.LimitOutput.max_lines = 1000

# nbgrader gives 0 to a graded cell that leaves anything on standard error, even when every assert passed, so a line
# of TensorFlow's log or a NumPy warning would cost a student the points of a right answer that showed ✓ in their
# notebook. Only an error may do that. An output goes as a whole if the pattern is found anywhere in it (the search
# is not per line), and consecutive lines on standard error are one output: hence ^ and the multi-line flag.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "(?m)" + "|".join(
    (
        r"^[IWE]\d{4} \d\d:\d\d:\d\d",  # absl:       I0000 00:00:1700000000.123456   42 gpu_device.cc:2020] …
        r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IWE] ",  # TensorFlow: 2026-01-31 12:00:00.123456: I tensorflow/…
        r"^WARNING: All log messages before absl",
        r"^(INFO|WARNING):(absl|tensorflow|jax)",
        r"^(To enable the following instructions|Skipping registering GPU devices)",
        r"^\S.*:\d+: \w*Warning: ",  # Python:     /path/file.py:3: RuntimeWarning: divide by zero …
    )
)

# Feedback pages run nothing, fetch nothing, and show no hidden test.
c.GenerateFeedback.exporter_class = "gan_classroom.grading.pages.FeedbackExporter"
c.HTMLExporter.sanitize_html = True
