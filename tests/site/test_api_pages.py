import doctest
import re

import api_pages


def test_examples():
    results = doctest.testmod(api_pages)
    assert results.attempted > 0
    assert results.failed == 0


def test_a_package_that_exports_has_one_page_and_one_that_does_not_has_one_for_each_module():
    pages = api_pages.pages("gan_course")
    assert "reference/gan_course.metrics.rst" in pages
    assert "reference/gan_course.metrics.frechet.rst" not in pages
    assert "reference/gan_course.demos.day05.rst" in pages
    assert "reference/gan_course.demos.rst" not in pages
    listed = set(re.findall(r"^   (gan_course\S+)$", pages[api_pages.INDEX], re.MULTILINE))
    assert {f"reference/{name}.rst" for name in listed} == set(pages) - {api_pages.INDEX}


def test_each_name_stands_once():
    entries = [f"{module}.{name}" for module, names in api_pages.public_names("gan_course").items() for name in names]
    written = "\n".join(api_pages.pages("gan_course").values())
    assert (
        len(re.findall(r"^\.\. auto(?:class|function):: ", written, re.MULTILINE)) == len(entries) == len(set(entries))
    )
