"""What is ordinary in an exercise, and what is not, in words. `gan_classroom.grading.guard.review` reads by them."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODULES = _words(
    "__future__ abc base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime decimal einops "
    "enum fractions functools glob google gzip hashlib heapq imageio ipywidgets itertools jax json keras logging math "
    "matplotlib "
    "mpl_toolkits numbers numpy operator pandas pathlib PIL platform plotly pprint random re scipy seaborn secrets "
    "sklearn statistics struct tempfile tensorflow textwrap time torch torchvision tqdm typing uuid warnings wave "
    "zlib gan_course"
)
#: Of these, only so much.
PARTS = {
    "IPython": _words("__version__ display get_ipython"),
    "doctest": _words("run_docstring_examples testmod"),
    "gc": _words("collect"),
    "importlib": _words("reload"),
    "inspect": _words("signature"),
    "io": _words("BytesIO StringIO"),
    "pickle": _words("HIGHEST_PROTOCOL dump dumps"),  # what is read may be any code
    "shutil": _words("copy copy2 copyfile copytree disk_usage get_terminal_size make_archive move rmtree which"),
    "string": _words(
        "ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation "
        "Template whitespace"
    ),
    "InteractiveShell": _words("ast_node_interactivity"),
    "os": _words(
        "chdir cpu_count curdir environ getcwd getenv getpid linesep listdir makedirs mkdir name path remove rename "
        "replace rmdir scandir sep stat walk"
    ),
    "sys": _words(
        "byteorder executable exit float_info getsizeof maxsize path platform stderr stdout version version_info"
    ),
    "timeit": _words("default_timer"),
    "traceback": _words("format_exc print_exc"),
    "tarfile": _words("open"),
    "types": _words("SimpleNamespace"),
    "unittest": _words("TestCase TestLoader TestSuite TextTestRunner main"),
    "zipfile": _words("ZIP_DEFLATED ZIP_STORED ZipFile is_zipfile"),
}
TAKE_NAMES = _words("doctest.run_docstring_examples doctest.testmod")  # of ``globals()``; while grading they do nothing
#: From where that comes what the course hands on.
PATHS = {"gan_course.runtime.keras": "keras", "gan_course.runtime.tf": "tensorflow"}
ODD_PATHS = (
    "logging.config",
    "matplotlib.backends",
    "matplotlib.testing",
    "numpy.test",
    "numpy.testing.measure",
    "sklearn.utils.discovery",
)
#: Modules that libraries and the course hold, which nobody needs to hand on.
HELD_MODULES = _words(
    "cbook checks fft keras lib linalg matplotlib mpl np numpy plt pyplot random scipy sklearn testing tf theory"
)
#: Bases of classes, beside those of Keras's and PyTorch's modules named below, that exercises and habits need.
OPEN_BASES = _words(
    "ABC AdversarialModel Callback Constraint Counter CycleGAN Dataset Enum Exception Flag GAN Generic Initializer "
    "IntEnum IntFlag JSONEncoder Layer Loss Metric Model Module NamedTuple OrderedDict Optimizer ProgressLine "
    "Protocol PyDataset Regularizer Sequence Sequential StrEnum TestCase TypedDict UserDict defaultdict namedtuple"
)
OPEN_MODULES = re.compile(
    r"(keras|tensorflow\.keras|torch)\.(.*\.)?(callbacks|constraints|initializers|layers|losses|metrics|nn|optimizers"
    r"|regularizers|schedules)\.\w+"
)
#: What a network says of itself; a class that says otherwise may not be the network that it seems.
SAID_OF_ITSELF = _words(
    "count_params get_weights non_trainable_variables non_trainable_weights trainable_variables trainable_weights "
    "variables weights"
)
ODD_KEYWORDS = _words("allow_pickle assigned custom_objects safe_mode stack_info updated usemask")
MAKE_CLASSES = _words("ABCMeta EnumMeta EnumType")
READERS = _words("load load_model read_array")  # from files that may hold code, if some argument says so
SHELL_NAME = "InteractiveShell"  # of the class whose one ordinary use is in PARTS
#: Names that may be imported from modules of which nothing else is ordinary.
USUAL_PATHS = _words(
    f"IPython.core.interactiveshell.{SHELL_NAME} IPython.core.display.HTML IPython.core.display.display "
    "importlib.metadata.version inspect.signature matplotlib_inline.backend_inline.set_matplotlib_formats"
)
BUILTINS = _words("__builtins__ __import__ breakpoint compile delattr eval exec globals locals setattr vars")
#: Modules that libraries hold, and functions that run text or reach into memory or frames.
ATTRIBUTES = _words(
    "add_traits addFilter ag_code ag_frame as_strided ast ast_transformers attrgetter BaseConfigurator bin_path bmat "
    "builtins chmod class_init co_consts comm control_handlers cr_code cr_frame ctypes ctypeslib currentframe "
    "custom_object_scope decorate_methods delattr deserialize_keras_object dictConfig DictConfigurator "
    "dispatch_for_api dispatch_for_binary_elementwise_apis dispatch_for_binary_elementwise_assert_apis "
    "dispatch_for_unary_elementwise_apis dispatch_table distutils enable_unsafe_deserialization exec ExtensionType "
    "f2py f_back f_builtins f_code f_globals f_locals f_trace fileConfig findCaller formatwarning ForwardRef "
    "func_load gc get_custom_objects get_field get_parent get_type_hints gi_code gi_frame global_enum globals "
    "ImageGrab ImageShow import_item import_module importlib inspect instance_init LazyModule lchmod linecache "
    "load_backend_module load_library load_op_library loadTestsFromName loadTestsFromNames locals loggerDict ma "
    "make_dataclass memmap methodcaller model_from_json os parent_header pickle pub_thread register run_cell "
    "run_cell_async rundocs runstring runtime_checkable session setattr setflags setLoggerClass setLogRecordFactory "
    "shell shell_handlers showwarning singledispatch singledispatchmethod sphinxext subclass_init subprocess sys "
    "tb_frame tb_next threading traceback types unittest unsafe_eval update_wrapper user_ns run_functions_eagerly"
)
#: Of named tuples, what has an underscore so that it cannot be a field.
OF_NAMED_TUPLES = _words("_asdict _fields _make _replace")
OWN_DUNDERS = _words(
    "__all__ __author__ __call__ __enter__ __exit__ __getitem__ __init__ __iter__ __len__ __next__ __post_init__ "
    "__repr__ __slots__ __str__ __doc__ __name__ __version__ __file__ __main__"
)
ASKED = ("globals()", "locals()", "sys.modules")  # of which nothing is read where it is asked for a name
DEMOS = "gan_course.demos."  # of what stands in there, checks are made
SETTINGS = ("rcParams", "sys.path")  # of modules; while grading, the last has no effect
#: Variables of the environment by which no other program or module is found.
ENVIRONMENT = re.compile(
    r"GAN_COURSE_(BUDGET|DATASET)|(ABSL|AUTOGRAPH|CUDA|GLOG|GRPC|HF|JAX|KAGGLE|KERAS|MKL|MPL|NUMEXPR|NVIDIA|OMP|OPENBLAS|TF|TOKENIZERS|TORCH|WANDB|XLA)"
    r"\w*|PYTHON(HASHSEED|WARNINGS)"
)
SETTABLE = _words(
    "beta_1 bias c clipnorm clipvalue counter epsilon global_clipnorm kernel latent_dim learning_rate lr momentum name "
    "rate stop_training supports_masking title trainable training weight_decay x y"
)
CHANGING = _words("append clear extend fill insert pop put remove resize setdefault setfield sort update")
#: Functions called like such methods, which change nothing.
CHANGING_NOTHING = re.compile(r"(keras\.ops|tensorflow)\.(append|image\.resize|sort)|google\.colab\.output\.clear")
CHANGED_INTO = _words(
    "copyto delitem fill_diagonal iadd iand iconcat ifloordiv ilshift imatmul imod imul ior ipow irshift isub "
    "itruediv ixor place put putmask setitem shuffle"
)
REMOVED_FROM_NUMPY = _words("bool complex float int object str")  # as in ``np.bool = bool``
MAY_TAKE_MODULES = _words("dir hasattr help print type")
MAGICS = _words(
    "autoreload capture cd conda config env html javascript js latex ls lsmagic markdown matplotlib mkdir pinfo pinfo2 "
    "pip pprint precision prun pwd pylab svg tb tensorboard time timeit who whos xmode"
)
#: Of a single line, a kernel takes these for magics without their sign.
AUTOMAGIC = _words(
    "alias alias_magic autoawait autocall automagic autosave bookmark cat cd clear code_wrap colors conda config "
    "connect_info cp debug dhist dirs doctest_mode ed edit env gui hist history killbgscripts ldir less lf lk ll load "
    "load_ext loadpy logoff logon logstart logstate logstop ls lsmagic lx macro magic mamba man matplotlib micromamba "
    "mkdir more mv notebook page pastebin pdb pdef pdoc pfile pinfo pinfo2 pip popd pprint precision prun psearch "
    "psource pushd pwd pycat pylab qtconsole quickref recall rehashx reload_ext rep rerun reset reset_selective rm "
    "rmdir run save sc set_env store subshell sx system tb time timeit unalias unload_ext uv who who_ls whos xdel "
    "xmode"
)
WORD = re.compile(r"\w+")
CONFIGURED = re.compile(r"\s*[\w.]*\s*")  # the name of a setting, or a word in its value
EXPANDED = frozenset("{}$;|&`()\n")  # in the line of a magic, what IPython or a shell puts something else for
IPYTHON = _words("getoutput magic run_cell_magic run_line_magic system")
RUN_PYTHON = _words("capture prun time timeit")
_COMMAND = (
    r"\s*((pip3?|python3? -m pip) (install|list|show|freeze)"
    r"( (-[qU]+|--quiet|--upgrade|--user|[A-Za-z][\w.=<>~!\[\],-]*))*"
    r"|(cat|conda (env|info|install|list)|date|df|du|echo|free|head|ls|lscpu|mkdir|nproc|nvidia-smi|pwd|tail|uname"
    r"|unzip|wc|which|whoami)( [\w./:=~*?%-]+)*|tar -?[cjvxz]+f( (-C )?\w[\w./*-]*)+|python3? --version"
    r"|git clone( (-q|--quiet|--depth[ =]\d+))* https://[\w./~-]+( \w[\w./-]*)?"
    r"|(curl|wget)( (-[cfkLnNoOPqsS]+|--(continue|location|no-check-certificate|output|quiet|show-progress)"
    r"|\w[\w./:=~?%-]*))+)\s*(&?> ?/dev/null\s*)?(2>(&1| ?/dev/null)\s*)?"
)
VARIABLE = re.compile(r"\{(\w+)\}")  # of the notebook, in a shell's line
SHELL = re.compile(rf"{_COMMAND}((;|\||&&){_COMMAND})*")
SUSPECT_NAME = re.compile(r"_(of_the|end_of)_the_check")
LOG_METHODS = _words("critical debug error exception info log warn warning")
SUSPECT_TEXT = re.compile(
    r"\b(f_(back|builtins|code|globals|locals)|(ag|cr|gi|tb)_(code|frame))\b"
    r"|__\w+__|^__[A-Za-z]|[A-Za-z]__$|NBGRADER|GAN_COURSE_(?!(BUDGET|DATASET)\b)|/proc\b|/dev/(mem|shm)|(ffmpeg|convert)_path|\.(py|so|pth)$"
    r"|_(of_the|end_of)_the_check"
)
