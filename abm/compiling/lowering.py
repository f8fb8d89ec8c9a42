"""How rules become machine code: lowered once each to LLVM's text, linked whole into every phase, kept by what they say.

numba as it stands optimises, wraps and compiles each of the 260 rules by itself and then all over again inside every
caller; here only what Python calls is made into machine code, which halves the time. It leans on inner classes of numba,
so `abm.compiling.compiled` uses it only with the versions in TRIED and falls back to plain `numba.njit`, with the same bytes.
"""

import hashlib
import sys
from pathlib import Path
from types import BuiltinFunctionType, ModuleType

import llvmlite
import numba
import numpy as np
from llvmlite.binding import Linkage
from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, Flags
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.postproc import PostProcessor
from numba.core.registry import CPUDispatcher
from numba.core.typed_passes import (
    IRLegalization,
    NativeLowering,
    NoPythonBackend,
    NoPythonSupportedFeatureValidation,
    NopythonTypeInference,
    PreLowerStripPhis,
)
from numba.core.untyped_passes import FixupArgs, GenericRewrites, IRProcessing, ReconstructSSA, TranslateByteCode

from abm.compiling.code_cache import KeptCode
from abm.compiling.kept import CODE, source_hash
from abm.compiling.single import Single

TRIED = ("0.68.",)  # versions of numba that this file was tried with


class Rule(CPUDispatcher):
    """A compiled rule: called from another rule it becomes part of that rule, called from Python it stands alone."""

    def __init__(self, function, signature=None, **options):
        options = {"nopython": True, "boundscheck": None, "no_cfunc_wrapper": True} | options
        super().__init__(function, targetoptions=options | {"no_cpython_wrapper": True}, pipeline_class=_Inner)
        self._options, self._declared, self._alone = options, signature, None
        self._compiler._customize_flags = _Settings

    def __call__(self, *args, **kwargs):
        """Call the rule as a function of its own, compiled or fetched from the cache on the first call."""
        return self.alone()(*args, **kwargs)

    def alone(self):
        """The rule as a function of its own, made when first asked for: by then every rule in it is known."""
        if self._alone is None:
            alone = _Alone(self.py_func, targetoptions=self._options, pipeline_class=_Outer)
            alone.enable_caching()
            alone._compiler._customize_flags = _Settings
            if self._declared:
                alone.compile(self._declared)
                alone.disable_compile()
            self._alone = alone
        return self._alone

    @property
    def stats(self):
        """numba's counts of hits and misses of the cache."""
        return self.alone().stats

    def get_call_template(self, args, kws):
        """The types that a call in another rule gives and takes; a declared signature stays alone."""
        if self._declared and self._can_compile:
            self.compile(self._declared)
            self.disable_compile()
        return super().get_call_template([_broad(kind) for kind in args], kws)

    def __reduce__(self):
        """Pickle a rule by its name, as a function is; without this numba would send its text along."""
        return self.__qualname__

    def add_overload(self, cres):
        """Note one compiled signature; there is no machine code to hand to Python."""
        self.overloads[tuple(cres.signature.args)] = cres


class _Settings(Flags):
    """numba's flags, quicker to compare: it looks them up at every operation that it types or lowers."""

    __slots__ = ()

    def __hash__(self):
        return hash(self.nrt)

    def __eq__(self, other):
        return isinstance(other, _Settings) and self._values == other._values


class _Alone(CPUDispatcher):
    def enable_caching(self):
        self._cache = _KeptCode(self.py_func)

    def typeof_pyval(self, value):
        """numba's type of an argument; that of rows with many fields is found once for all phases."""
        if not isinstance(value, np.ndarray | np.record) or value.dtype.names is None:
            return super().typeof_pyval(value)
        flags = value.flags
        key = (type(value), value.dtype, value.ndim, flags.c_contiguous, flags.f_contiguous, flags.writeable, flags.aligned)
        if key not in _ROWS:
            _ROWS[key] = super().typeof_pyval(value)
        self._types_active_call.add(_ROWS[key])
        return _ROWS[key]


_ROWS: dict[tuple, types.Type] = {}  # type: ignore[name-defined]


def _broad(kind):
    """One type for whole numbers, so that `f(x, 3)` and `f(x, kind)` share one compiled rule; and one for others."""
    kind = types.unliteral(kind)  # type: ignore[attr-defined]
    if isinstance(kind, Single):
        return types.float64  # type: ignore[attr-defined]
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind  # type: ignore[attr-defined]


# ---------------------------------------------------------------------------- from text to machine code


class _Part(JITCodeLibrary):
    """Code of one rule inside others: never optimised as a whole nor made into machine code by itself."""

    def finalize(self):
        self._raise_if_finalized()
        self._finalized = True


class _Whole(JITCodeLibrary):
    """Code of a rule that stands alone, with the parts of all rules in it, each taken up once."""

    def finalize(self):
        waiting, seen = list(self._linking_libraries), {}  # type: ignore[has-type]
        while waiting:
            library = waiting.pop()
            if library not in seen:
                seen[library] = isinstance(library, _Part)
                waiting.extend(library._linking_libraries if seen[library] else ())
        self._linking_libraries = [library for library, part in seen.items() if not part]
        inside = []
        for part in (library for library, part in seen.items() if part):
            inside += [function.name for function in part._final_module.functions
                       if not function.is_declaration and function.linkage == Linkage.external]
            self._final_module.link_in(part._final_module, preserve=True)
        for name in inside:  # only now: a name kept inside can no longer be linked to
            self._final_module.get_function(name).linkage = Linkage.internal
        super().finalize()


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerPart(NativeLowering):
    _name = "lower_part"

    def run_pass(self, state):
        state.library = _Part(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        handle = object()  # stands where the address of the machine code would
        state.targetctx.insert_user_function(handle, state["cr"].fndesc, [state.library])
        state["cr"] = state["cr"]._replace(cfunc=handle)
        return True


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerWhole(NativeLowering):
    _name = "lower_whole"

    def run_pass(self, state):
        state.library = _Whole(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return super().run_pass(state)


_RESHAPING = (GenericRewrites, ReconstructSSA, PreLowerStripPhis)


class _Passes(PassManager):
    """numba's passes without the reports and timings that it gathers around each of them."""

    def _runPass(self, index, step, state):  # noqa: N802 (numba's name)
        step.analysis = self._analysis
        changed = step.run_initialization(state) | step.run_pass(state) | step.run_finalizer(state)
        if changed and type(step) in _RESHAPING:
            PostProcessor(state.func_ir).run()


class _Inner(Compiler):
    """The passes that a rule needs: no closures, no `with`, no objects, no whole-array expressions."""

    lowering = _LowerPart

    def define_pipelines(self):
        manager = _Passes("rule")
        for step in (TranslateByteCode, FixupArgs, IRProcessing, GenericRewrites, ReconstructSSA, NopythonTypeInference,
                     PreLowerStripPhis, NoPythonSupportedFeatureValidation, IRLegalization, self.lowering,
                     NoPythonBackend):
            manager.add_pass(step, step.__name__)
        manager.finalize()
        return [manager]


class _Outer(_Inner):
    lowering = _LowerWhole


# ---------------------------------------------------------------------------- kept by what they say


class _KeptCode(KeptCode):
    def __init__(self, function):
        super().__init__(function, CODE, fingerprint(function))

    def _index_key(self, sig, codegen):
        kinds = getattr(sig, "args", sig)
        return (*super()._index_key(sig, codegen), "; ".join(_fields(kind) for kind in kinds))


def _fields(kind):
    """Fields of a NamedTuple by name: code takes them by place, and the type alone does not tell of a new order."""
    if isinstance(kind, types.BaseNamedTuple):  # type: ignore[attr-defined]
        return f"{kind.fields}({', '.join(map(_fields, kind.types))})"
    return ""


def fingerprint(function) -> str:
    """Hash of all that the machine code of a rule follows from: its text, that of every rule in it, their constants."""
    digest = hashlib.sha256(b"".join(Path(__file__).with_name(name).read_bytes() for name in ("lowering.py", "single.py")))
    for tool in (sys.version, numba.__version__, llvmlite.__version__, np.__version__):
        digest.update(tool.encode())
    waiting, seen = [function], set()
    while waiting:
        rule = waiting.pop()
        if rule in seen:
            continue
        seen.add(rule)
        code = rule.__code__
        words = code.co_consts[1:] if code.co_consts[:1] == (rule.__doc__,) else code.co_consts
        digest.update(repr((rule.__module__, rule.__qualname__, code.co_code, words, code.co_names, code.co_varnames,
                            rule.__defaults__)).encode())
        for name in code.co_names:
            value = rule.__globals__.get(name)
            if isinstance(value, Rule):
                waiting.append(value.py_func)
                digest.update(repr((name, value._declared, value.targetoptions)).encode())
            elif name in rule.__globals__:
                digest.update(f"{name}={_told(value)}".encode())
    return digest.hexdigest()


def _told(value) -> str:
    """A constant or a library's name in words; for anything else the text of the whole package, to be safe."""
    if value is None or isinstance(value, bool | int | float | str | np.generic):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, tuple) and type(value) is tuple:
        return "; ".join(map(_told, value))
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tobytes().hex()}"
    if isinstance(value, ModuleType) and value.__name__.partition(".")[0] in ("numpy", "math"):
        return value.__name__
    if isinstance(value, BuiltinFunctionType | np.ufunc):
        return value.__name__
    return f"{getattr(value, '__qualname__', type(value).__name__)} {source_hash()}"
