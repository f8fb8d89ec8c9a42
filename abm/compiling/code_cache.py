"""Compiled code on disk as numba keeps it, but each file with the hash of what it holds, and never the end of a run.

numba unpickles an index and hands machine code to the processor: a damaged byte is noticed here before either.
"""

import hashlib
import inspect
import pickle
import sys
from pathlib import Path

from numba.core.caching import CompileResultCacheImpl, FunctionCache, IndexDataCacheFile, _CacheLocator

from abm.compiling import kept

HASH = hashlib.sha256().digest_size


class _Files(IndexDataCacheFile):
    """Index and code of one rule, read and written by the owner of the cache."""

    def __init__(self, kind, filename_base, source_stamp):
        super().__init__("", filename_base, source_stamp)
        self._kind = kind

    def _load_index(self):
        found = kept.read(self._kind, self._index_name, _whole)
        if found is None or found[:2] != (self._version, self._source_stamp):
            return {}
        return found[2]

    def _save_index(self, overloads):
        self._put(self._index_name, (self._version, self._source_stamp, overloads))

    def _load_data(self, name):
        return kept.read(self._kind, name, _whole)

    def _save_data(self, name, data):
        self._put(name, data)

    def _put(self, name, thing):
        text = self._dump(thing)
        kept.write(self._kind, name, lambda file: file.write(hashlib.sha256(text).digest() + text))


def _whole(file):
    """What a file holds. Raises ValueError when that is not what was written."""
    content = file.read()
    if hashlib.sha256(content[HASH:]).digest() != content[:HASH]:
        raise ValueError("damaged")
    return pickle.loads(content[HASH:])


class _Place(_CacheLocator):
    """A file's name ends in what its code follows from, so that no edit leaves stale code."""

    def __init__(self, function, stamp):
        self._py_file, self._stamp = inspect.getfile(function), stamp

    def get_cache_path(self):
        return ""

    def get_source_stamp(self):
        return self._stamp

    def get_disambiguator(self):
        return self._stamp[:16]

    def ensure_cache_path(self):
        """Nothing: the owner of the cache makes its folders."""


class _Code(CompileResultCacheImpl):
    """numba's way to pack a result, with one place for it whatever numba's own settings say."""

    def __init__(self, function, stamp):
        self._lineno, self._locator = function.__code__.co_firstlineno, _Place(function, stamp)
        name = f"{Path(self._locator._py_file).stem}.{function.__qualname__}"
        self._filename_base = self.get_filename_base(name, getattr(sys, "abiflags", ""))


class KeptCode(FunctionCache):
    """numba's cache of one rule, in the folder `kind`; what cannot be read or kept is compiled, as if nothing were kept."""

    def __init__(self, function, kind, stamp):
        self._name, self._py_func, self._cache_path = repr(function), function, ""
        self._impl = _Code(function, stamp)
        self._cache_file = _Files(kind, self._impl.filename_base, stamp)
        self.enable()

    def load_overload(self, sig, target_context):
        """As numba's; code that cannot be made to work again is compiled anew."""
        try:
            return super().load_overload(sig, target_context)
        except Exception as error:  # numba gives no other promise about what is on disk
            kept.tell(f"compiled code of {self._py_func.__name__} cannot be used ({type(error).__name__}); it is made again")
            return None

    def save_overload(self, sig, data):
        """As numba's; code that cannot be kept is told."""
        try:
            super().save_overload(sig, data)
        except Exception as error:
            kept.tell(f"compiled code of {self._py_func.__name__} cannot be kept ({type(error).__name__})")
