"""The bank's files hold students' answers, not tests: `test_bank.py` reads them as text."""

collect_ignore_glob = ["*"]
