"""What is ordinary in an exercise, and what is not, in words. `gan_classroom.grading.guard.review` reads by them."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODULES = _words(
    "__future__ abc base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime decimal enum "
    "fractions functools glob google hashlib heapq ipywidgets itertools jax json keras logging math matplotlib "
    "mpl_toolkits numbers numpy operator pandas pathlib PIL platform plotly pprint random re scipy seaborn sklearn "
    "statistics tempfile tensorflow textwrap time torch torchvision tqdm typing warnings gan_course"
)
#: Of these, only so much.
PARTS = {
    "IPython": _words("display get_ipython"),
    "doctest": _words("run_docstring_examples testmod"),
    "gc": _words("collect"),
    "importlib": _words("reload"),
    "string": _words(
        "ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation "
        "Template whitespace"
    ),
    "InteractiveShell": _words("ast_node_interactivity"),
    "os": _words("chdir cpu_count environ getcwd getenv listdir makedirs mkdir path sep"),
    "sys": _words("executable float_info getsizeof maxsize path platform stderr stdout version version_info"),
    "traceback": _words("format_exc print_exc"),
    "types": _words("SimpleNamespace"),
    "unittest": _words("TestCase TestLoader TestSuite TextTestRunner main"),
}
TAKE_NAMES = _words("doctest.run_docstring_examples doctest.testmod")  # of ``globals()``; while grading they do nothing
ODD_PATHS = (
    "logging.config",
    "matplotlib.backends",
    "matplotlib.testing",
    "np.test",
    "numpy.test",
    "sklearn.utils.discovery",
)
#: Modules that libraries and the course hold, which nobody needs to hand on.
HELD_MODULES = _words(
    "cbook checks fft keras lib linalg matplotlib mpl np numpy plt pyplot random scipy sklearn testing tf theory"
)
#: Bases whose subclasses may keep names with underscores.
OPEN_BASES = _words(
    "ABC Callback Constraint Enum Exception Initializer Layer Loss Metric Model Module NamedTuple Optimizer PyDataset "
    "Regularizer Sequence Sequential TestCase"
)
ODD_KEYWORDS = _words("allow_pickle assigned custom_objects safe_mode stack_info updated usemask")
MAKE_CLASSES = _words("ABCMeta EnumMeta EnumType")
READERS = _words("load load_model read_array")  # from files that may hold code, if some argument says so
SHELL_NAME = "InteractiveShell"  # of the class whose one ordinary use is in PARTS
SHELL_CLASS = f"IPython.core.interactiveshell.{SHELL_NAME}"
BUILTINS = _words("__builtins__ __import__ breakpoint compile delattr eval exec globals locals setattr vars")
ATTRIBUTES = _words(  # modules that libraries hold, and functions that run text or reach into memory or frames
    "ag_frame as_strided ast ast_transformers attrgetter BaseConfigurator bin_path builtins co_consts comm "
    "cr_frame ctypes ctypeslib currentframe custom_object_scope decorate_methods deserialize_keras_object "
    "dictConfig DictConfigurator dispatch_table distutils enable_unsafe_deserialization f2py f_back f_builtins "
    "f_code f_globals f_locals fileConfig findCaller formatwarning ForwardRef func_load gc get_custom_objects "
    "get_field get_type_hints gi_frame global_enum ImageGrab ImageShow import_item import_module importlib inspect "
    "LazyModule linecache load_backend_module load_library load_op_library ma make_dataclass measure memmap "
    "methodcaller model_from_json os pickle pub_thread run_cell run_cell_async rundocs runstring setflags shell "
    "singledispatch singledispatchmethod sphinxext subprocess sys tb_frame tb_next threading traceback types "
    "unittest unsafe_eval user_ns"
)
OWN_DUNDERS = _words(
    "__annotations__ __call__ __enter__ __exit__ __getitem__ __init__ __iter__ __len__ __next__ __post_init__ "
    "__repr__ __slots__ __str__ __doc__ __name__ __version__ __file__ __main__"
)
SETTINGS = ("rcParams", "environ", "sys.path")  # of modules; while grading, the last has no effect
SETTABLE = _words(
    "beta_1 bias c kernel latent_dim learning_rate lr name momentum stop_training supports_masking title trainable "
    "training x y"
)
CHANGING = _words("append clear extend fill insert pop put remove resize setdefault setfield sort update")
CHANGED_INTO = _words(
    "copyto delitem fill_diagonal iadd iand iconcat ifloordiv ilshift imatmul imod imul ior ipow irshift isub itruediv "
    "ixor place put putmask setitem shuffle"
)
REMOVED_FROM_NUMPY = _words("bool complex float int object str")  # as in ``np.bool = bool``
MAY_TAKE_MODULES = _words("dir help print type")
MAGICS = _words(
    "autoreload capture cd conda config env html javascript js latex ls markdown matplotlib pinfo pinfo2 pip pprint "
    "precision prun pwd pylab svg tensorboard time timeit who whos xmode"
)
#: Of a single line, IPython takes these for magics without their sign.
AUTOMAGIC = _words(
    "alias bash capture config edit env load load_ext loadpy logstart macro pip prun pycat python python3 recall rerun "
    "run sc script sh store sx system time timeit"
)
CONFIGURED = re.compile(r"\s*[\w.]*\s*")  # the name of a setting, or a word in its value
EXPANDED = frozenset("{}$;|&`()\n")  # in the line of a magic, what IPython or a shell puts something else for
IPYTHON = _words("getoutput magic run_cell_magic run_line_magic system")
RUN_PYTHON = _words("capture prun time timeit")
_COMMAND = (
    r"\s*((pip3?|python3? -m pip) (install|list|show|freeze)( (-q|-U|--quiet|--upgrade|[A-Za-z][\w.=<>~!\[\],-]*))*"
    r"|(cat|conda|curl|date|df|du|free|head|ls|lscpu|mkdir|nproc|nvidia-smi|pwd|tail|uname|wc|wget|which|whoami)"
    r"( [\w./:=~*?%-]+)*|python3? --version)\s*"
)
SHELL = re.compile(rf"{_COMMAND}((;|\||&&){_COMMAND})*")
SUSPECT_NAME = re.compile(r"_(of_the|end_of)_the_check")
SUSPECT_TEXT = re.compile(
    r"__\w+__|^__[A-Za-z]|[A-Za-z]__$|NBGRADER|GAN_COURSE_|/proc\b|/dev/(mem|shm)|(ffmpeg|convert)_path|\.(py|so|pth)$"
    r"|_(of_the|end_of)_the_check"
)
