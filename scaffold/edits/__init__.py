"""Structured edits of files that belong to the user: one operation a module, found by structure, written as text.

`templates/<rung>/edits.yml` lists them. The file is rendered with Jinja and the rung's answers first (the same
filters as in `files/**`), then read as a YAML list. Each item is a mapping with ONE operation key; beside it may
stand `when:`, which drops the item when it renders to nothing, "false", "no", "off", "0" or "none" (any case), and
`together: NAME`: of the edits with one name all are made, or none is where one is refused:

    - requirement:
        spec: "psycopg-pool>=3.2,<4"
      when: "{{ driver == 'psycopg' }}"
    - python_import:
        file: {{ app_file | to_json }}
        statement: "from app import db_pool"

Quote what you put in with `| to_json` (JSON is YAML), so that no answer can break the list. `file` is relative to
the project's root, with forward slashes. Operations run in the order of the list, each on the result of the one
before; all edits of one file become one `Change`. An optional parameter is shown with its default.

compose_include: {path, project_directory: ".", file: "", create: false}
    one entry, in long form, in `include:` of the user's compose file (path from the project's root)
compose_environment: {service, name, value, file: "", instead_of: null}
    one variable of one service, in the mapping or the list form; a value that the owner gave it stays, unless it is
    `instead_of`
compose_address: {service, name, like, host, to, file: ""}
    one variable, set to the value of the variable `like` with `to` for the host `host`; so a password in it stays
    in the user's own file and is in no answer
compose_flags: {service, flags: {name: value}, program: "postgres", file: ""}
    `command: postgres -c name=value ...`; an existing value stays, `shared_preload_libraries` is joined
compose_depends_on: {service, on, condition: "service_started", file: ""}
    one more service to wait for; the short list is rewritten to the long form when the condition asks for it
requirement: {spec, file: "", near: "", group: ""}
    one dependency where the project declares them, nearest to the file `near`: pyproject.toml (PEP 621, Poetry),
    requirements*.txt|in, requirements/*.txt|in; `group` for a dependency group (PEP 735, Poetry's groups,
    requirements-<group>.txt); a project that names the package already keeps its own version
env_example: {name, value, comment: "", near: [], create: true}
    one variable in `.env.example` (or the name for it that is there, at the root or near the files); never in `.env`
secret: {name, beside: ""}
    a generated value of this variable in the untracked `.env` beside a file, only where the key is missing; in no plan,
    diff or record; undo takes it out while it is the one that was generated
dockerfile: {instruction, file: "Dockerfile", stage: "", before: ["USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"]}
    one instruction in a stage (the last one), above the first of `before` that nothing else follows; an ENV, a CMD or a
    HEALTHCHECK that is there stays
workflow_job: {file, job, body}, workflow_service: {file, job, name, body}, workflow_step: {file, job, body, after: ""}
    one job of a GitHub workflow, one service container or one step of a job; `body` is YAML text
gitlab_job: {job, body, file: ".gitlab-ci.yml"}, gitlab_include: {local, file: ".gitlab-ci.yml"}
    one job of a GitLab pipeline, in one of its stages; one more local file that it includes
prometheus_scrape: {file, job, target, path: "/metrics"}
    one scrape job of the project's own Prometheus
by_hand: {where, why, snippet}
    what only a person can decide: always told, never made
gitignore: {line, section: ""}
    one line in `.gitignore`, under the comment `section` where that is given
python_import: {file, statement}
    one import statement, after the imports at the head of the module
python_after: {file, assigned, line}
    `line` (one or more whole statements) after the statement that assigns `assigned`, at the same indentation:
    the one at module level, else the only one inside a function (an application factory)
python_replace_call: {file, call, by, inside: []}
    `call` is a dotted name as imported from (`psycopg.connect`); every call that resolves to it through the file's own
    imports gets `by` for its name, arguments untouched; `inside` limits it to these functions (`f` or `Class.f`)
python_decorate: {file, function, decorator}
    `@decorator` directly above `def`, below the decorators that are there; `function` is `f` or `Class.f`; the
    decorator without "@"
python_keyword: {file, call, keyword, value, inside: []}
    one keyword argument of every call that resolves to `call`; `value` is Python source (`"10"`, `'"text"'`), or a
    YAML number or boolean; a call that gives it another value keeps that
python_setting: {file, path: [...], key, value, where: {}}
    one key in a dictionary of a settings module: path ["DATABASES", "default", "OPTIONS"], missing levels are made;
    in the literal, or at the module's end where the dictionary is worked out; `where: {ENGINE: [postgresql]}` limits
    it to dictionaries whose value ends so; with `path: []` a module-level `KEY = value`; `value` as in python_keyword
python_list_item: {file, name, item, place: "last", before: "", after: ""}
    one item in a module-level list or tuple (`MIDDLEWARE`, `INSTALLED_APPS`), also of the module that this one takes
    all from; `item` is Python source; place first or last, or next to an item that is there

Every operation has three ends. `Edited`: the new bytes, parsed again and found to mean exactly what was there plus
the edit. `Already`: the effect is there (a second run, or the user's own). `Refused`: the structure cannot be trusted;
nothing is written, and the plan shows why and the snippet to paste.

To add an operation: `scaffold/edits/<operation>.py` with `edit(tree, *, ...) -> Edited | Already | Refused`, whose
parameters are the keys above, and `tests/scaffold/edits/test_<operation>.py`.
"""
