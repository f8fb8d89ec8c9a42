"""What the project must not do to the machine it runs on: listen to others, run what a file says, leave its folders."""

import ast
import json
import socket
from pathlib import Path

import pytest
import yaml

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, read_yaml
from abm.settings.scenario import load_scenario
from viz.cli import main as cli
from viz.viewer import page_file, server
from viz.viewer.explorer import Explorer
from viz.viewer.record import check, read_record
from viz.viewer.session import Session, Spec
from viz.viewer.world import Place

ROOT = Path(__file__).parents[2]
ROOMS = ("abm", "experiments", "viz")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
NEVER = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "requests", "httpx", "aiohttp", "ftplib",
         "telnetlib", "smtplib", "xmlrpc"}  # fmt: skip
RUNS_TEXT = {"eval", "exec", "__import__", "system", "popen", "unsafe_load", "full_load", "read_pickle", "to_pickle"}


def calls(tree):
    """(name, call) of every call in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


UNPICKLES = ROOT / "abm" / "compiling" / "code_cache.py"  # compiled code, from files that nobody else can have written
# Runs the plugin of a configs folder, when a person names that folder and never because stored results do.
RUNS_PLUGINS = ROOT / "experiments" / "runs" / "plugin_file.py"


def offences(text):
    """What a source file does that none of ours may."""
    tree, found = ast.parse(text), []
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [f"imports {name}" for name in names if name.split(".")[0] in NEVER]
    for name, call in calls(tree):
        options = {word.arg: word.value for word in call.keywords}
        of = getattr(getattr(call.func, "value", None), "id", "")
        if name in RUNS_TEXT and of not in ("re", "ast"):
            found.append(f"calls {name}")
        if "shell" in options:
            found.append(f"{name} with a shell")
        if of in ("np", "numpy") and name == "load" and getattr(options.get("allow_pickle"), "value", True) is not False:
            found.append("np.load that may unpickle")
        if of == "yaml" and name in ("load", "load_all") and "Loader" not in options:
            found.append("yaml without a loader of ours")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_unpickles_runs_text_or_starts_a_shell(path):
    allowed = {UNPICKLES: ["imports pickle"], RUNS_PLUGINS: ["calls exec"]}
    assert offences(path.read_text(encoding="utf-8")) == allowed.get(path, [])


@pytest.mark.parametrize("line", [
    "import pickle", "from joblib import load", "eval('1')", "os.system('ls')", "subprocess.run('ls', shell=True)",
    "np.load('x')",
    "np.load('x', allow_pickle=True)", "yaml.load('x')", "yaml.unsafe_load('x')", "pd.read_pickle('x')",
])  # fmt: skip
def test_the_search_finds_what_it_looks_for(line):
    assert offences(line)


def test_yaml_builds_no_objects(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for tag in ("!!python/object/apply:os.system [touch pwned]", "!!python/name:os.system", "!!python/module:os",
                "!!python/object/new:os.system [touch pwned]", "!!python/tuple [1]"):
        (tmp_path / "x.yaml").write_text(f"x: {tag}\n")
        with pytest.raises(ConfigError, match="x.yaml"):
            read_yaml(tmp_path / "x.yaml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.yaml"]
    assert issubclass(read_yaml.__globals__["_loader"](), yaml.CSafeLoader | yaml.SafeLoader)


# ---------------------------------------------------------------------------- the network


def test_the_viewer_listens_to_this_machine_alone_unless_asked():
    host = next(option for option in cli.main.commands["view"].params if option.name == "host")
    assert host.default == server.HOST == "127.0.0.1"
    told = server.environment(Path("nowhere"))
    assert told["SOLARA_ASSETS_CDN"].startswith("http://127.0.0.1") and told["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"
    assert told["SOLARA_MODE"] == "production"


def test_a_local_cluster_listens_to_this_machine_alone():
    source = (ROOT / "experiments" / "runs" / "workers.py").read_text(encoding="utf-8")
    made = [call for name, call in calls(ast.parse(source)) if name == "LocalCluster"]
    options = [{word.arg: getattr(word.value, "value", ...) for word in call.keywords} for call in made]
    assert options and all(each["host"] == "127.0.0.1" and each["dashboard_address"] is None for each in options)


def test_a_comparison_and_its_report_ask_no_network(tmp_path, monkeypatch):
    def asked(*args, **options):
        raise AssertionError(f"the network was asked: {args}")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    words = ["compare", "dossier_count", "responsive", "--households", "100", "--years", "1", "--replications", "2",
             "--workers", "1",
             "--uncertainty", "luck", "--out", str(tmp_path / "out"), "--json"]  # fmt: skip
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 0 and (tmp_path / "out" / "report.html").is_file()


# ---------------------------------------------------------------------------- folders


PATHS = ("../measures/the_car", "/etc/passwd", "..\\x", "other.yaml", "sub/x.yml", str(CONFIGS / "presets" / "responsive.yaml"))


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_names_what_comes_along_and_no_file_of_the_machine(path):
    """The page may be shared with a room: it must not read files for whoever is in it."""
    for spec in (Spec(path), Spec("responsive", (path,))):
        with pytest.raises(ConfigError, match="that comes along"):
            Session((spec,), Place(200, 1, 1))
    moment = {"households": 200, "years": 1, "seed": 1, "week": 0, "shown": 0,
              "worlds": [{"preset": "responsive", "measures": [path]}]}
    text = json.dumps({"leefwereld_session": 1, "model": "", "now": moment, "digests": []})
    with pytest.raises(ConfigError, match="mine.json: measure"):
        check(read_record(text, "mine.json"), "mine.json")
    with pytest.raises(ConfigError, match="no vignette"):
        Session((Spec("responsive"),), Place(200, 1, 1, path))
    with pytest.raises(ConfigError, match="sweep"):
        Explorer(ROOT / "results", path)


def test_a_name_is_looked_up_in_the_folder_of_its_kind_only():
    for name in ("..", ".", "~", "$HOME", "responsive\0", "%2e%2e", "con:"):
        with pytest.raises(ConfigError):
            load_scenario(name)
        with pytest.raises(ConfigError):
            load_scenario(measures=[name])


def test_the_page_puts_no_text_in_as_markup():
    """Vue escapes what stands between its braces; these are the ways round that."""
    page = page_file.text() + page_file.text(ROOT / "viz" / "room" / "panel.vue")
    script = (ROOT / "viz" / "viewer" / "assets" / "custom.js").read_text(encoding="utf-8")
    for way in ("v-html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way not in page + script, way
    assert "https://" not in page + script and "http://" not in (page + script).replace("http://www.w3.org/", "")
