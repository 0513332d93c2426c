"""What deploy/ holds, as far as it can be tried without a cluster and without images."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from gan_classroom.grading.release import release
from gan_classroom.grading.sandbox import bubblewrap

ROOT = Path(__file__).parents[3]
VALUES = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def only(required=(), **properties):
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


TEXT, NUMBER, LIST = {"type": "string"}, {"type": "number"}, {"type": "array"}
AMOUNT = {"type": ["number", "string"]}
FILE = {**only(["mountPath", "stringData"], mountPath=TEXT, stringData=TEXT), "description": "one of three contents"}
#: Of the chart's schema the part that we use, in our words; what is not here is not used. There, too, unknown keys are
#: errors. Source: jupyterhub/values.schema.yaml of github.com/jupyterhub/zero-to-jupyterhub-k8s, commit 02dd73d.
SCHEMA = only(
    hub=only(
        config={"type": "object", "additionalProperties": {"type": "object"}},
        extraConfig={"type": "object", "additionalProperties": TEXT},
    ),
    singleuser=only(
        image=only(["name", "tag"], name=TEXT, tag=TEXT),
        defaultUrl=TEXT,
        cpu=only(guarantee=NUMBER, limit=NUMBER),
        memory=only(guarantee=AMOUNT, limit=AMOUNT),
        fsGid={"type": "integer"},
        storage=only(capacity=TEXT, extraVolumes=LIST, extraVolumeMounts=LIST),
        initContainers=LIST,
        extraFiles={"type": "object", "additionalProperties": FILE},
    ),
)


def test_the_settings_have_the_form_that_the_chart_asks_for():
    jsonschema.validate(VALUES, SCHEMA)


def test_students_have_numbers_of_their_own_and_instructors_the_solutions():
    namespace = {"c": Config()}
    for source in VALUES["hub"]["extraConfig"].values():
        exec(source, namespace)
    settings = namespace["c"].KubeSpawner
    student, admin = (
        SimpleNamespace(image="students'", user=SimpleNamespace(id=number, admin=admin))
        for number, admin in ((1, False), (2, True))
    )
    assert len({settings.uid(student), settings.uid(admin), 1000}) == 3
    for spawner in (student, admin):
        settings.pre_spawn_hook(spawner)
    assert student.image == "students'"
    assert admin.image == f"registry.example/gan-course-teacher:{VERSION}"


def test_images_are_of_this_version():
    image = VALUES["singleuser"]["image"]
    assert image["tag"] == VERSION
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "deploy").iterdir()]
    texts.append((ROOT / "docs" / "instructors.md").read_text(encoding="utf-8"))
    named = re.findall(r"registry\.example/[\w-]+:([\w.]+)", "\n".join(texts))
    assert set(named) == {VERSION}


def test_nbgrader_finds_the_exchange_where_it_is_mounted(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(VALUES["singleuser"]["extraFiles"]["nbgrader"]["stringData"])
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(tmp_path)).load_config()
    ours = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    (mount,) = VALUES["singleuser"]["storage"]["extraVolumeMounts"]
    (opened,) = VALUES["singleuser"]["initContainers"]
    assert settings.Exchange.root == mount["mountPath"] == opened["command"][-1]
    assert settings.CourseDirectory.course_id == ours.CourseDirectory.course_id


def test_the_image_runs_as_an_ordinary_user():
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users == ["1000"]


def test_the_students_image_is_made_of_what_students_get(tmp_path):
    release(tmp_path / "students", course=ROOT, days=["day01"])
    sources = [words.split()[0] for words in re.findall(r"^COPY (.*)", DOCKERFILE, re.MULTILINE)]
    assert all((tmp_path / "students" / source).exists() for source in sources)
    assert (tmp_path / "students" / "pyproject.toml").is_file()
    assert not (tmp_path / "students" / "solutions").exists()


@pytest.mark.skipif(
    not shutil.which("bwrap") or bool(bubblewrap.problem()), reason=f"no sandbox: {bubblewrap.problem()}"
)
def test_nbgrader_knows_a_student_with_a_number_of_their_own_by_name(tmp_path):
    entrypoint = json.loads(re.search(r"^ENTRYPOINT (.*)", DOCKERFILE, re.MULTILINE)[1])
    shutil.copy("/etc/passwd", tmp_path / "passwd")
    sandbox = ["bwrap", "--dev-bind", "/", "/", "--bind", str(tmp_path / "passwd"), "/etc/passwd"]
    sandbox += ["--unshare-user", "--uid", "10001", "--gid", "0", "--setenv", "JUPYTERHUB_USER", "ada"]
    question = "from nbgrader.utils import get_username; print(get_username())"
    command = [*sandbox, *entrypoint, sys.executable, "-c", question]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "ada"
