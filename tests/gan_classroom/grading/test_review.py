# ruff: noqa: E501
"""The reading aid quotes what no exercise needs, and leaves honest habits alone."""

import copy
import json

import nbformat
import pytest
from nbclient import NotebookClient

from gan_classroom.grading import guard
from gan_classroom.grading.guard import ordinary

from . import cheats

RELEASE = json.loads(json.dumps(cheats.notebook()))

#: What students do in cells of their own; none of it costs a point.
HONEST = {
    "methods called like an exercise": "import random\nclass Net:\n    def double(self, x):\n        return x\n    def call(self, x):\n        return self.double(x)\nrandom.double",
    "names in a loop": "for name in ('shape', 'dtype'):\n    print(getattr(np.ones(3), name))\n[getattr(np.ones(3), n, None) for n in ['size', 'T']]",
    "files that are packed and copied": "import shutil, zipfile, tarfile\nshutil.make_archive('out', 'zip', 'out')\nwith zipfile.ZipFile('x.zip', 'w') as z:\n    z.write('x.png')\nshutil.rmtree('out')",
    "losses in a file": "import pickle\nwith open('losses.pkl', 'wb') as f:\n    pickle.dump({'d': [1.0]}, f)",
    "an animation": "import imageio\nfrom einops import rearrange\nwith imageio.get_writer('gan.gif', mode='I') as w:\n    w.append_data(np.zeros((4, 4), 'uint8'))",
    "a data set by the shell": "URL = 'https://example.org/facades.zip'\nfolder = 'data/'\n!wget -q {URL} -O facades.zip && unzip -qo facades.zip -d {folder}\n!tar -xzf faces.tar.gz -C data",
    "the repository of one's own": "!git clone -q --depth 1 https://github.com/ada/gan-course.git\n%cd gan-course",
    "names that NumPy had": "if not hasattr(np, 'float'):\n    np.float = float",
    "parameters": "import inspect\nprint(inspect.signature(np.mean))",
    "asking whether a name is there": "import sys\nprint('gan' in globals(), 'google.colab' in sys.modules)\nfor name in ['x']:\n    print(name not in globals())",
    "versions and signatures": "from importlib.metadata import version\nfrom inspect import signature\nprint(version('keras'), signature(print))",
    "wide cells and sharp pictures": "from IPython.core.display import display, HTML\ndisplay(HTML('<b>x</b>'))\nfrom matplotlib_inline.backend_inline import set_matplotlib_formats\nset_matplotlib_formats('svg')",
    "prose": "print('the __call__ method of __init__')",
    "a setting of an optimizer": "import keras\ndef made():\n    return keras.optimizers.Adam()\nopt = made()\nopt.clipnorm = 1.0\nopt.epsilon = 1e-3",
    "an early end": "import sys\nif sys.version_info < (3, 8):\n    sys.exit('update Python')",
    "a function that calls its object self": "class A:\n    def __init__(self):\n        self._x = 1\n        def inner():\n            self._y = 2\ndef area(self, x):\n    return self.width * x",
    "a magic above a class": "%time x = 3\nclass A:\n    def __init__(self):\n        self._x = 1\ntheory = [1]\nprint(theory)",
    "a class method": "class Net:\n    @classmethod\n    def build(cls, size):\n        cls._size = size\n        return cls()\nNet.build(3)",
    "docstrings": 'def f(x):\n    """Called by __init__ and __array__, see /proc and model.py"""\n    return x\nclass A:\n    """As __eq__ does."""',
    "a budget": "import os\nos.environ['GAN_COURSE_BUDGET'] = 'laptop'\nos.environ.setdefault('GAN_COURSE_DATASET', 'digits')",
    "a silent installation": "!pip install -Uq numpy --user > /dev/null 2>&1\n!pip install -qU scipy &> /dev/null\n!pip list 2> /dev/null | head",
    "a variable called like a module of the lesson": "theory = []\ntheory.append(1)\nprint(theory, sum(theory))",
    "such a variable, later": ["theory = []", "print(theory)\nnp.mean(theory)"],
    "such a parameter": "def f(theory, checks=3):\n    return np.mean(theory), [np for np in checks]",
    "variables called like a module of Python's": "def encode(string):\n    return string.lower()\nfor types in [{}]:\n    types.items()",
    "a dtype": "import tensorflow as tf\ntf.constant(['a'], tf.string)",
    "resizing": "import tensorflow as tf\ntf.image.resize(np.ones((1, 4, 4, 1)), (8, 8))\ntf.fill([3], 0.0)\nimport keras\nkeras.ops.sort([2, 1])",
    "text in memory": "import io\nfrom contextlib import redirect_stdout\nwith redirect_stdout(io.StringIO()) as out:\n    print(3)",
    "files of one's own": "import os\nfor folder, _, names in os.walk('.'):\n    print(folder, names)\nos.remove('x.png')",
    "a named tuple": "from collections import namedtuple\np = namedtuple('P', 'x y')(1, 2)\nprint(p._asdict(), p._replace(x=3))",
    "a callback and a layer": "import keras\nclass Show(keras.callbacks.EarlyStopping):\n    def on_epoch_end(self, epoch, logs=None):\n"
    "        print(epoch)\nclass Wide(keras.layers.Dense):\n    def call(self, x):\n        return 2 * super().call(x)",
    "reloading": "import importlib, gan_course.plots\nimportlib.reload(gan_course.plots)",
    "a text with fields": "form = '{:.2f} of {name}'\nprint(form.format(1.0, name='x'), '{0.shape}'.format(np.ones(3)))",
    "a decorator of one's own": "import functools\ndef timed(f):\n    @functools.wraps(f)\n    def inner(*a):\n        return f(*a)\n    return inner",
    "a removed alias": "np.bool = bool",
    "pylab": "%pylab inline",
    "print with flush": "import functools\nprint = functools.partial(print, flush=True)",
    "a flush": "import sys\nprint('x', flush=True)\nsys.stdout.flush()",
    "versions": "import sys, tensorflow as tf\nprint(sys.version, tf.__version__, np.__version__, sys.version_info >= (3, 8))",
    "quiet TensorFlow": "import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\nos.environ.setdefault('CUDA_VISIBLE_DEVICES', '')",
    "quiet warnings": "import warnings\nwarnings.filterwarnings('ignore')",
    "a quiet logger": "import logging\nlogging.getLogger('tensorflow').setLevel(logging.ERROR)",
    "settings of Matplotlib": "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 120\n"
    "plt.rcParams.update({'font.size': 12})\nplt.style.use('ggplot')",
    "inline pictures": "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'",
    "magic from a script": "from IPython import get_ipython\nget_ipython().run_line_magic('matplotlib', 'inline')",
    "autoreload": "%load_ext autoreload\n%autoreload 2",
    "timing a line": "%timeit np.sum(np.arange(10))\n%time double(3)",
    "timing a cell": "%%time\nsum(range(10))",
    "capture": "%%capture out\nprint(3)",
    "installing": "!pip install -q numpy==2.1 tqdm\n%pip install matplotlib",
    "the graphics card": "!nvidia-smi\n!ls -l data/\n!pwd",
    "Colab": "try:\n    from google.colab import drive\n    drive.mount('/content/drive')\nexcept ImportError:\n    pass",
    "asking for Colab": "IN_COLAB = 'google.colab' in str(get_ipython())",
    "seeds": "import random, tensorflow as tf\nrandom.seed(1); np.random.seed(1); tf.random.set_seed(1); tf.keras.utils.set_random_seed(1)",
    "freeing memory": "import gc\nimport keras\nkeras.backend.clear_session()\ngc.collect()",
    "freezing": "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.trainable = False\n"
    "for layer in model.layers:\n    layer.trainable = True\nmodel.compile('adam', 'mse')\nmodel.optimizer.learning_rate = 1e-4",
    "a helper that freezes": "def freeze(network, flag):\n    network.trainable = not flag",
    "short names": "import tensorflow as tf\nlayers = tf.keras.layers\nK = tf.keras.backend\nfrom keras import layers as L, Model",
    "a class": "class Point:\n    size: int = 3\n    def __init__(self, x):\n        self._x, self.y = x, []\n"
    "    def __repr__(self):\n        return f'{self.__class__.__name__}({self._x})'\n"
    "    def __len__(self):\n        return 1\np = Point(3)\np.y = [1]\np.size = 4",
    "a network of one's own": "import keras\nclass Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
    "        self.body = keras.layers.Dense(3)\n    def call(self, x):\n        return self.body(x)\nnet = Net()\nnet.latent = 3",
    "a dataclass": "from dataclasses import dataclass, field\n@dataclass\nclass Settings:\n    rate: float = 1.0\ns = Settings()\ns.rate = 2",
    "a namespace": "from types import SimpleNamespace\nc = SimpleNamespace(rate=1)\nc.rate = 2",
    "names of built-in functions": "sum = 0\nlist = [1]\nmax = 3\ninput = np.ones(3)\nid = 4",
    "everything of NumPy": "from numpy import *\nfrom math import *",
    "files": "from pathlib import Path\nwith open('notes.txt', 'w') as f:\n    f.write('x')\nPath('out').mkdir(exist_ok=True)\n"
    "np.savez('x.npz', a=1)\nnp.load('x.npz')",
    "a folder": "import os\nos.makedirs('out', exist_ok=True)\nprint(os.getcwd(), os.path.join('a', 'b'), os.listdir())",
    "a traceback": "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()",
    "a progress bar": "from tqdm.auto import tqdm\nfor _ in tqdm(range(3)): pass",
    "help": "help(np)\nprint(np)\nnp.sum?\n?np",
    "a copied check": "with checks.exercise('double'):\n    assert double(3) == 6",
    "a main block": "if __name__ == '__main__':\n    print(double(3))",
    "options": "np.set_printoptions(precision=3)\nnp.seterr(divide='ignore')\nwith np.errstate(all='ignore'): pass",
    "a picture": "from IPython.display import Image, display, clear_output\nclear_output(wait=True)\ndisplay(np.ones(3))",
    "a figure": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1])\nax.set(title='x')\nplt.show()",
    "lists": "losses = {'d': []}\nlosses['d'].append(1)\nlosses.update(g=[])\nx = np.zeros(3)\nx[0] = 1\nx.sort()",
    "decorators": "import tensorflow as tf\nfrom functools import lru_cache\n@tf.function(jit_compile=True)\ndef f(x): return x\n"
    "@lru_cache\ndef g(n): return n",
    "reading a private name of one's own": "_cache = {}\n_cache['a'] = 1\nfor _ in range(3): pass",
    "a count in a function": "def counted(*a):\n    counted.calls += 1\ncounted.calls = 0",
    "every line's value": "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = 'all'",
    "a folder on a drive": "import os\nif os.path.exists('/content/drive'):\n    os.chdir('/content/drive')",
    "several commands": "!python --version; df -h . | tail -1 && nproc",
    "tests of one's own": "import unittest\nclass Mine(unittest.TestCase):\n    def test_x(self):\n        self.assertEqual(double(2), 4)\n"
    "unittest.main(argv=[''], exit=False)",
    "settings of pictures": "%config InlineBackend.rc = {'figure.figsize': (8, 6)}\n%config InlineBackend.figure_formats = ['svg']",
    "variables and folders": "%env TF_CPP_MIN_LOG_LEVEL=3\n%cd ..\n%pip install 'numpy>=1.2' --quiet\n%ls -l *.csv",
    "a line of a dictionary, timed": "%time counts = {'a': (1, 2)}",
    "a module of one's own": "%%writefile helper.py\nthree = 3",
    "a folder for modules": "import sys\nsys.path.insert(0, '..')\nsys.path.append('/content/drive/MyDrive')",
    "examples in docstrings": "import doctest\ndoctest.run_docstring_examples(double, globals())\ndoctest.testmod(verbose=True)",
    "a variable called like a magic": "time = 3",
    "a function called like a magic": "def run(x): return x",
    "letters": "import string\nprint(string.ascii_lowercase, string.digits)",
    "types": "print(type(3), type(np.ones(1)).__name__)\nassert type(3) is int and isinstance(3, type(4))\nlist(map(type, [1]))",
    "random numbers under a short name": "r = np.random\nr.seed(1)\nrng = np.random.default_rng(0)",
    "an enumeration": "from enum import Enum\nclass Side(Enum):\n    LEFT = 1\nKind = Enum('Kind', ['A', 'B'])",
    "an abstract class": "from abc import ABC, ABCMeta, abstractmethod\nclass Shape(metaclass=ABCMeta):\n    @abstractmethod\n    def area(self): pass",
    "a layer with helpers": "import keras\nclass Block(keras.layers.Layer):\n    def _norm(self, x):\n        return x\n    def call(self, x):\n        return self._norm(x)",
    "a log to standard output": "import logging, sys\nlogging.getLogger().addHandler(logging.StreamHandler(sys.stdout))\nprint('x', file=sys.stderr)",
    "an alternative constructor": "class P:\n    @classmethod\n    def zero(cls):\n        return cls()\n    def move(self, d):\n        self.x = d",
    "a module loaded again": "import importlib\nimportlib.reload(np)",
    "a half-written cell": "def half(x:\n    return",
}

#: Around a list of forbidden names: siblings of what was tried, and what nobody has tried.
QUOTED = {
    "the course's answer by its name": "from gan_course import losses\nlosses.get('x').double(3)",
    "the course's answer in a variable": "from gan_course import losses\nx = losses.get('x')\nf = x.double",
    "the course's answer under another name": "from gan_course.demos import day01\ndouble = day01.reference_double",
    "all of a module of the course": "from gan_course.latent import *",
    "the course's answer in a pattern": "match np:\n    case object(double=course):\n        double = course",
    "the course's answer by what replaces a stub": "from gan_course import checks\ndouble = checks.or_reference('double', None, max)",
    "that, by another name": "from gan_course import checks\nf = checks.or_reference",
    "that, imported": "from gan_course.checks import or_reference as f",
    "the course's answer imported": "from gan_course.demos.day01 import reference_double",
    "the course's function imported as an answer": "from gan_course.theory import value as double",
    "the course's answer by a text": "from gan_course import theory\ngetattr(theory.x(), 'double')",
    "functions without graphs": "import tensorflow as tf\ntf.config.run_functions_eagerly(True)",
    "a name that is one of several": "for name in ('shape', 'f_globals'):\n    getattr(np.ones(3), name)",
    "a name of a loop that a magic changes": [
        "for name in ('shape',):\n    getattr(np.ones(3), name)",
        "%time name = 'f_' + 'globals'",
    ],
    "a name that a function is given": "name = 'shape'\ndef f(name):\n    return getattr(np, name)",
    "a text that a cell's magic changes": [
        "form = '{}'\nform.format(np.ones(3))",
        "%%time\nform = '{0.__cl' + 'ass__}'",
    ],
    "what was packed by pickle": "import pickle\nwith open('x', 'rb') as f:\n    pickle.load(f)",
    "pickle by name": "from pickle import loads",
    "archives that call back": "import shutil\nshutil.register_unpack_format('x', ['.x'], print)",
    "wget that asks a program": "!wget --use-askpass ./x https://example.org",
    "wget that reads settings": "!wget -e use_askpass=./x https://example.org",
    "tar that calls a program": "!tar -xf x.tar --to-command ./x",
    "conda that runs": "!conda run python x",
    "git, which can run programs": "!git clone ext::./x",
    "git by a program of one's own": "!git clone --upload-pack ./x https://example.org/x",
    "git with settings": "!git -c core.sshCommand=./x clone https://example.org/x",
    "git with hooks": "!git clone https://example.org/x --template=./x",
    "a module under another name in hasattr": "hasattr = list.append\nhasattr(kept, np)",
    "a variable in the shell that can be anything": "command = 'x'.lower()\n!ls {command}",
    "a variable in the shell that is a command": "command = 'python3 x'\n!ls; {command}",
    "code in the shell's line": "!ls {print(3)}",
    "self outside of methods": "class A:\n    def __init__(self):\n        self._x = 1\ndef f(self):\n    self._x = 3",
    "self that is something else": "class A:\n    def f(self):\n        self = abs\n        self._x = 1",
    "self of an inner function": "class A:\n    def f(self):\n        def g(self):\n            self._x = 1\n        g(abs)",
    "self from elsewhere": "class A:\n    def f(self):\n        def g():\n            nonlocal self\n            self._x = 1",
    "a method called by a function on its self": "class Net:\n    def build(self):\n        self.softplus = abs\ndef f(self):\n    Net.build(self)",
    "what is no class method": "class Net:\n    def build(cls):\n        cls.softplus = abs\nNet.build(np.ones(3))",
    "a static method": "class A:\n    @staticmethod\n    def f(self):\n        self._x = 1\nA.f(abs)",
    "a way through a method": "print('{0.__init__.__globals__}')",
    "metadata as a module": "from importlib import metadata",
    "more of inspect": "from inspect import getsource",
    "what is no docstring": 'def f():\n    return 3\n    """np.__dict__"""',
    "names that are walked through": "import sys\nfor m in sys.modules:\n    print(m)",
    "globals asked by something that looks at them": "class A:\n    def __hash__(self):\n        return 3\nA() in globals()",
    "globals compared with something that keeps them": "class A:\n    def look(self, x):\n        self.x = x\nprint(A() == globals())",
    "a value among the globals": "3 in globals().values()",
    "a file by the shell": "!date > helper.py",
    "a variable of the grader's": "import os\nos.environ['GAN_COURSE_DATA'] = '.'",
    "a pattern that reads any attribute": "match print:\n    case object(__self__=b):\n        b",
    "a pattern by position": "from abc import ABC\nfrom dataclasses import dataclass\n@dataclass\nclass A(ABC):\n    gi_frame: object\nA.register(int)",
    "a module that reload returns": "import importlib\nfor m in [importlib.reload(np)]:\n    m.x = 1",
    "a method given something else than its object": "class Net:\n    def build(self):\n        self.softplus = abs\nNet.build(np.ones(3))",
    "a module that the course hands on": "from gan_course.runtime import tf\ndef f(m): pass\nf(tf)",
    "a module by a longer path": "import keras\ndef f(m): pass\nf(keras.ops)",
    "what update_wrapper writes": "import functools\nfunctools.update_wrapper(print, abs, ['x'], [])",
    "what wraps writes": "import functools\nfunctools.wraps(abs, ['x'])(print)",
    "numbers that lie": "from fractions import Fraction\nclass F(Fraction):\n    @classmethod\n    def from_float(cls, f): return cls(10)",
    "an array whose methods lie": "class A(np.ndarray):\n    def all(self): return True",
    "a network that lies": "import keras\nclass N(keras.Sequential):\n    def get_weights(self): return []",
    "slots by a computed name": "class Yes:\n    __slots__ = ['_' + '_eq_' + '_']",
    "traits of a computed name": "import ipywidgets\nipywidgets.IntSlider().add_traits(x=1)",
    "annotations that TensorFlow runs": "import tensorflow as tf\nclass A(tf.experimental.ExtensionType):\n    x: int",
    "modules by name": "import unittest\nunittest.TestLoader().loadTestsFromName('x')",
    "fields of a text that is put together": "('{0.gi_' + 'frame}').format(print)",
    "fields of a text": "x = '{0.f_back.f_locals}'",
    "a log with the stack": "import logging\nlogging.getLogger('a').error('x', **{'stack_' + 'info': True})",
    "a handler of the log": "import logging\nclass Spy(logging.Handler):\n    def emit(self, record): pass",
    "a text of the check by a warning": "import warnings\nwarnings.showwarning('', UserWarning, 'x', 3)",
    "names looked up by a text": "np.bmat('_expe' + 'cted')",
    "a library's table": "from keras.src.activations import ALL_OBJECTS_DICT as d\nd['relu'] = abs",
    "the kernel's messages": "import sys\nprint(sys.stdout.session)",
    "where programs are found": "import os\nos.environ['PATH'] = '.'",
    "where programs are found, by a magic": "%env PYTHONPATH=.",
    "a file that can be run": "from pathlib import Path\nPath('ls').chmod(0o755)",
    "commands after a magic without a sign": "ls; python3 x",
    "the kernel's address": "connect_info",
    "a module by a default value": "class A: pass\ndef f(theory=theory):\n    theory.value = 3",
    "a module named anew in a function": "def f():\n    theory = gan_course.theory\n    return [theory]",
    "a module imported again": "theory = []\nfrom gan_course import theory\nprint([theory])",
    "a name taken back": "setattr = 0\ndel setattr\nsetattr(np, 'x', 1)",
    "a name that an error takes back": "setattr = 0\ntry:\n    1 / 0\nexcept ZeroDivisionError as setattr:\n    pass\nsetattr(np, 'x', 1)",
    "a class that looks past a function": "def f():\n    setattr = 0\n    class A:\n        setattr(np, 'x', 1)\n        setattr = 1",
    "a module in a comprehension": "[np for np in [np]]",
    "frames": "try: raise ValueError\nexcept ValueError as e: frame = e.__traceback__.tb_frame",
    "a generator's frame": "g = (x for x in ())\nprint(g.gi_frame.f_back.f_code)",
    "attributes by name": "import operator\noperator.attrgetter('al' + 'lclose')(np)",
    "getattr of a name made at run time": "getattr(np, 'all' + 'close')",
    "setattr": "setattr(np, 'allclose', print)",
    "an alias": "n = np\nn.allclose = print",
    "a part": "t = np.testing\nt.assert_allclose = print",
    "a function's parameter": "def patch(tool):\n    tool.assert_allclose = print\npatch(np.testing)",
    "a returned module": "def tool(): return np.testing\nt = tool()\nt.assert_allclose = print",
    "a loop": "for np.allclose in [print]: pass",
    "a with": "with open('x') as np.allclose: pass",
    "a deleted attribute": "del np.allclose",
    "a module in a list": "[np][0].allclose = print",
    "a string with a dunder": "'{0.__class__}'.format(3)",
    "a class by type": "Yes = type('Yes', (float,), {})",
    "an operator that lies": "class Yes:\n    def __sub__(self, other): return 0",
    "an operator without def": "class Yes:\n    __rsub__ = lambda self, other: 0",
    "an array that lies": "class Yes:\n    def __array__(self, *a): return 0",
    "masked values": "answer = np.ma.masked_all(3)",
    "an expression in a magic": "%pip list --quiet {vars(np).update(allclose=bool)}",
    "an expression in an old magic": "get_ipython().magic('pip list {vars(np).update(allclose=bool)}')",
    "an expression behind capture": "%%capture {vars(np).update(allclose=bool)}\nx = 1",
    "a name in a magic": "%env PATH=$np",
    "a setting that is computed": "%config InlineBackend.figure_format = print('x') or 'png'",
    "a setting by a name in its text": "evil = '1'\n%config InlineBackend.figure_format = '$evil'",
    "a setting by braces in its text": "evil = '1'\n%config InlineBackend.figure_format = '{evil}'",
    "code in a setting's set": "%config InlineBackend.figure_formats = {'vars(np).clear()'}",
    "code in a setting's dictionary": "%config InlineBackend.rc = {'vars(np).clear()': ''}",
    "a setting of something else": "%config [print('x')].a = 'png'",
    "a command behind a magic": "%ls; python x",
    "equal to anything": "from unittest.mock import ANY",
    "equal to anything, by its module": "import unittest.mock\nx = unittest.mock.ANY",
    "an attribute of the lesson's function": "double.__code__ = (lambda x: 2 * x).__code__",
    "the shell by its class": "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.instance().ex('1')",
    "the shell by another name": "from IPython.core.interactiveshell import InteractiveShell\nS = InteractiveShell\nS.instance()",
    "a renamed shell": "from IPython.core.interactiveshell import InteractiveShell as S\nS.ast_node_interactivity = 'all'",
    "a change of the shell's class": "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.run_cell = print",
    "a command behind others": "!ls; python -c 'print(1)'",
    "a command in another": "!ls `python x`",
    "memory": "np.lib.stride_tricks.as_strided(np.ones(1), (999,))",
    "memory as a file": "open('/proc/self/mem', 'r+b')",
    "a file with a mode made at run time": "open('x', 'r' + '+b')",
    "pickles": "np.load('x.npy', allow_pickle=True)",
    "text that is run": "exec('x = 1')",
    "text that NumPy runs": "np.testing.measure('x = 1')",
    "annotations that are run": "from typing import get_type_hints",
    "a configuration that is run": "import logging.config as c\nc.dictConfig({'()': 'os.system'})",
    "a shell": "!gcc x.c -shared -o x.so",
    "a shell in disguise": "!pip install x; python y",
    "a file of code elsewhere": "%%writefile ../x.py\nprint(3)",
    "a file of code by a name made at run time": "%%writefile {name}.py\nprint(3)",
    "a module of one's own that is odd": "%%writefile helper.py\nimport ctypes",
    "a text that is run, in a file": "np.testing.rundocs('notes.txt')",
    "a configuration that is run, in a file": "import logging.config as c\nc.fileConfig('notes.txt')",
    "an expression that Pillow runs": "from PIL import ImageMath\nImageMath.unsafe_eval('x')",
    "a program that Matplotlib runs": "import matplotlib.pyplot as plt\nplt.rcParams['animation.ffmpeg_path'] = '/tmp/x'",
    "a module by another name": "import os as o\no.system('ls')",
    "the modules by another name": "import sys as s\ns.modules['numpy']",
    "an importer by another name": "import importlib as i\ni.import_module('ctypes')",
    "a module in a class": "class A:\n    import os as o\nA.o.system('ls')",
    "a module out of a class": "import os as o\nx = A.o",
    "a module by getattr": "import os as o\ngetattr(A, 'o').system('ls')",
    "a module that was loaded again": "import importlib, os\nm = importlib.reload(os)\nm.system('ls')",
    "a module that something called print takes": "print = lambda m: m.system('ls')\nimport os\nprint(os)",
    "names for something called doctest": "import doctest\nclass doctest:\n    testmod = dict\ndoctest.testmod(globals())",
    "another part of doctest": "import doctest as d\nd.DocTestRunner()",
    "the finders": "import sys\nsys.meta_path.clear()",
    "a module called self": "import numpy as self\nself.allclose = print",
    "a module called cls, and what it keeps to itself": "import random as cls\ncls._os.getcwd()",
    "a part of a library called self": "self = np.testing\nself.assert_allclose = print",
    "a function with self that is no method": "import matplotlib.pyplot as plt\ndef fit(self, f):\n    self.allclose = f\nfit(plt.np, print)",
    "an attribute that a class happens to have": "import matplotlib.pyplot as plt\nclass A:\n    allclose = True\ndef fit(m):\n    m.allclose = print\nfit(plt.np)",
    "a function's name for something else": "import matplotlib.pyplot as plt\ndef tool(): pass\nfor tool in [plt.np]:\n    tool.allclose = print",
    "a module in a lambda": "import matplotlib.pyplot as plt\ntool = (lambda: plt.np)()",
    "the shell under another name": "from IPython import get_ipython as shell\nshell().run_cell('x = 1')",
    "the shell of a module": "import IPython\nIPython.get_ipython().run_cell('x = 1')",
    "a magic kept for later": "run = get_ipython().run_cell_magic\nrun('time', '', 'x = 1')",
    "a magic's line by name": "get_ipython().run_line_magic('time', line=\"exec('x = 1')\")",
    "an old magic that runs code": "get_ipython().magic('time exec(1)')",
    "code behind options": "%prun -s cumulative -q exec('x = 1')",
    "all of operator": "from operator import *\nattrgetter('__builtins__'[:3])",
    "all of pyplot": "from matplotlib.pyplot import *\ns = sys",
    "all of pylab": "%pylab inline\nx = ma.masked_all(1)",
    "attributes in a format's fields": "import string\nstring.Formatter().get_field('0.x', [double], {})",
    "names that logging resolves": "import logging.config\nlogging.config.BaseConfigurator({}).resolve('builtins.exec')",
    "a backend by its name": "import matplotlib.backends\nmatplotlib.backends.backend_registry",
    "an importer of scikit-learn's": "import sklearn.utils.discovery",
    "NumPy's tests": "np.test(tests=['x'])",
    "a hidden name of contextlib's": "import contextlib\nclass Quiet(contextlib.redirect_stdout):\n    _stream = 'modules'",
    "a hidden name of collections'": "import collections\nclass Yes(collections.UserList):\n    def _UserList__cast(self, other): return self.data",
    "pickles, by position": "np.load('x.npy', None, True)",
    "pickles, by two stars": "np.load('x.npy', **{'allow' + '_pickle': True})",
    "annotations that are looked up": "import functools\n@functools.singledispatchmethod\ndef f(self, x): pass",
    "annotations that are written": "class A:\n    __annotations__ = {'a': int}",
    "memory as a file, by pathlib": "from pathlib import Path\nPath('x').open('r+b', 0)",
    "attributes that wraps sets": "import functools\nfunctools.wraps(double, assigned=['allclose'])",
    "names that enum sets": "import enum\nenum.global_enum(double)",
    "a class from three parts": "T = type\nYes = T('Yes', (), {})",
    "a class from a list of parts": "Yes = type(*('Yes', (), {}))",
    "a class by its metaclass": "import abc\nYes = abc.ABCMeta('Yes', (), dict(__eq__=print))",
    "a class with keywords": "class Yes(metaclass=lambda n, b, d, **k: d, __eq__=print): pass",
    "names of an enum, made at run time": "import enum\nenum.Enum('Y', [('__eq' + '__', print)])",
    "an operator by a pattern": "class Yes:\n    match print:\n        case __eq__: pass",
    "the check in a log": "import logging\nlogging.error('x', stack_info=True)",
    "the check in a warning": "import warnings\nwarnings.formatwarning('x', UserWarning, 'f', 1)",
    "data of the lesson by another name": "h = HALVES\nh[:] = 9",
    "data of the lesson as the third argument": "np.multiply(HALVES, 9, HALVES)",
    "data of the lesson by operator": "import operator\noperator.iadd(HALVES, 9)",
    "data of the lesson by a pattern": "match np.ones(2):\n    case HALVES: pass",
    "data of the lesson by an import": "from helper import mine as HALVES",
    "a magic without its sign": "time exec('x = 1')",
    "a shell without its sign": "sx echo hi",
    "a magic in brackets": "prun (setattr(np, 'allclose', max))",
    "code behind a prompt": "In [1]: np.allclose = print",
    "the shell of a widget": "import ipywidgets\nipywidgets.IntSlider().comm.kernel.shell.ex('x = 1')",
    "a module of the course, handed on": "class Net:\n    def build(self):\n        self.value = print\nNet.build(theory)",
    "a module that a module holds": "from matplotlib.image import np as library\nclass Net:\n    def build(self):\n        self.allclose = print\nNet.build(library)",
    "masked values from a file": "np.genfromtxt(['0,'], delimiter=',', usemask=True)",
    "deep code": f"if 0: x = y{'.b' * 700}",
    "a run file": "%run x.py",
    "code in a magic": "%timeit -n 1 exec('x = 1')",
    "code in a captured cell": "%%capture\nimport ctypes",
    "a script": "%%bash\nls",
    "an unknown module": "import helper",
    "objects of the collector": "import gc\ngc.get_objects()",
    "the shell's names": "shell = get_ipython()\nshell.user_ns['np'] = None",
    "events": "get_ipython().events.register('post_execute', print)",
    "the history": "get_ipython().run_line_magic('history', '')",
    "a module's list": "checks.SIGNS.clear()",
    "lists of a module, one after the other": "for signs in (checks.SIGNS, checks.NAMES):\n    signs.clear()",
    "lists of a module, in a comprehension": "[signs.clear() for signs in [checks.SIGNS]]",
    "two lists of a module": "signs, names = checks.SIGNS, checks.NAMES\nsigns.clear()",
    "a module's list, named on the way": "if signs := checks.SIGNS:\n    signs.clear()",
    "what checks are made of": "from gan_course.demos import stability_checks",
    "what checks are made of, whole": "import gan_course.demos.stability_checks",
    "a module's dictionary": "theory.TABLE['x'] = 1",
    "data of the lesson": "HALVES[:] = 9",
    "data of the lesson, in a function": "def double(x):\n    global HALVES\n    return x",
    "data of the lesson, by a method": "HALVES.fill(9)",
    "data of the lesson, by NumPy": "np.copyto(HALVES, 9)\nnp.add(1, 1, out=HALVES)",
    "the mark": "_end_of_the_check = 3",
    "a private name of a library": "from gan_course.checks import _passed",
    "a thread": "import threading",
    "a long cell": "x = 1\n" * 30_000,
}


def read(*given):
    sources = [source for each in given for source in ([each] if isinstance(each, str) else each)]
    made = cheats.notebook()
    made.cells[3:3] = [nbformat.v4.new_code_cell(source) for source in sources]
    return guard.review(json.loads(json.dumps(made))["cells"], RELEASE)


def test_a_name_that_a_later_cell_takes_back_is_nobodys_own():
    assert read("setattr = 0", "print(setattr)") == []
    assert read("setattr = 0", "del setattr", "setattr(np, 'x', 1)") == ["cell 6: `setattr(np, 'x', 1)`"]


def test_all_magics_of_a_kernel_are_known():
    listed = (
        "[*get_ipython().magics_manager.lsmagic()['line'], *(name for name, _ in get_ipython().alias_manager.aliases)]"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"import json; print(json.dumps({listed}))")])
    NotebookClient(notebook).execute()
    assert set(json.loads(notebook.cells[0].outputs[0].text)) <= ordinary.AUTOMAGIC


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_habit_is_not_quoted(name):
    assert len(HONEST) >= 30
    assert read(HONEST[name]) == []


@pytest.mark.parametrize("name", QUOTED)
def test_what_no_exercise_needs_is_quoted(name):
    found = read(QUOTED[name])
    assert found
    assert found[0].startswith("cell 4: ")


def test_of_what_checks_are_made_of_the_lessons_imports_and_their_parts_are_ordinary():
    release = copy.deepcopy(RELEASE)
    imports = "from gan_course.demos import day05\nfrom gan_course.demos.day06 import Spy"
    release["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": imports})

    def found(source):
        return guard.review([*release["cells"], {"cell_type": "code", "metadata": {}, "source": source}], release)

    for honest in (imports, "import gan_course.demos.day05 as day", "from gan_course.demos.day05 import falling_rate"):
        assert found(honest) == []
    for odd in ("from gan_course.demos.day06 import number", "from gan_course import demos", "import gan_course.demos"):
        assert odd in found(odd)[0]


def test_a_function_that_is_called_like_a_magic_is_no_magic():
    assert read("def run(x):\n    return x", "run(3)") == []
    assert read("run(3)")[0].startswith("cell 4: `get_ipython().run_line_magic('run'")


def test_a_module_of_ones_own_is_read_as_cells_are():
    use = "from helper import three\nimport helper\nprint(helper.three)"
    assert read("%%writefile helper.py\nthree = 3", use) == []
    assert read(use, "%%writefile -a helper.py\nthree = 3") == []
    assert read("%%writefile notes.py\nthree = 3", use)[0] == "cell 5: `from helper import three`"
    assert read("%%writefile helper.py\nimport os as o", "import helper\nhelper.o.system('ls')") == [
        "cell 5: `helper.o.system`"
    ]
    assert read("%%writefile helper.py\nimport os as o", "from helper import o as q\nq.system('ls')") == [
        "cell 5: `q.system`"
    ]
    assert read("from helper import o as q\nq.system('ls')", "%%writefile helper.py\nimport os as o") == [
        "cell 4: `q.system`"
    ]


def test_a_module_that_is_called_like_an_installed_one_is_not_ones_own():
    assert (
        read('%%writefile helper.py\nx = """', '%%writefile -a helper.py\n"""\nimport ctypes')[0]
        == "cells 4, 5: `import ctypes`"
    )
    assert read("%%writefile threading.py\nthree = 3", "import threading") == ["cell 5: `import threading`"]


def test_quotes_are_few_and_short():
    found = read("\n".join(f"exec('{number}{'x' * 200}')" for number in range(9)))
    assert len(found) == 6
    assert found[-1] == "and 4 more"
    assert max(map(len, found)) < 90


def test_what_comes_in_several_cells_is_quoted_once():
    assert read("import ctypes", "import threading", "import ctypes") == [
        "cells 4, 6: `import ctypes`",
        "cell 5: `import threading`",
    ]


def test_what_the_lesson_says_itself_is_no_news():
    release = {
        "cells": [{"cell_type": "code", "metadata": {}, "source": "import inspect\nprint(inspect.getsource(len))"}]
    }
    mine = {"cell_type": "code", "metadata": {}, "source": "import inspect\nprint(3, inspect.getsource(len))"}
    assert guard.review([*release["cells"], mine], release) == []
    mine["source"] += "\ninspect.currentframe()"
    assert guard.review([mine], release) == ["cell 1: `inspect.currentframe`"]


@pytest.mark.parametrize("source", ["-" * 50_000 + "1", "(" * 5_000, "a" + ".b" * 30_000, "x = '\ud800'", "\0"])
def test_code_that_takes_parsers_down_is_read_or_left(source):
    assert isinstance(read(source.encode("utf-8", "replace").decode()), list)


@pytest.mark.parametrize("levels", [200, 700, 2000])
@pytest.mark.parametrize(
    "answer",
    [
        "def at_chance(d):\n    return d{}",
        "at_chance = checks{}",
        "%time at_chance = theory{}",
    ],
)
@pytest.mark.parametrize("more", [" + d", "()", ".value", "[0]"])
def test_code_that_is_nested_too_deeply_is_quoted_and_harms_nothing(answer, more, levels):
    source = answer.format(more * levels)
    mark = {"nbgrader": {"grade_id": "at_chance", "solution": True}}
    cells = [{"cell_type": "code", "metadata": mark, "source": source}]
    assert guard.review(cells, RELEASE)
    assert guard.untouched("at_chance_check", cells, RELEASE) is False
