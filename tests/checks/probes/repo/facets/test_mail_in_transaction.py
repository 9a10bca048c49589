"""Mail and outbound calls inside a transaction, family by family: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

Case = tuple[Tree, str, str, set[str]]
GEMS = {"Gemfile": "source 'x'\ngem 'rails'\n"}
COMPOSER = {"composer.json": '{"require": {"laravel/framework": "11"}}'}
NODE = {
    "package.json": '{"dependencies": {"express": "1", "@prisma/client": "1", "knex": "1", "typeorm": "1"}}'
}
GO = {"go.mod": "module a\n\nrequire gorm.io/gorm v1\n"}
POM = {
    "pom.xml": "<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>"
}
NET = {
    "a.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" /></ItemGroup></Project>'
}
MIX = {
    "mix.exs": 'defmodule A.MixProject do\n  defp deps do\n    [\n      {:phoenix, "~> 1.7"},\n'
    '      {:ecto_sql, "~> 3.0"},\n      {:swoosh, "~> 1.0"}\n    ]\n  end\nend\n'
}
MAILER = {"lib/mailer.ex": "defmodule A.Mailer do\n  use Swoosh.Mailer, otp_app: :a\nend\n"}


def ruby(body: str) -> str:
    return f"class A < ApplicationRecord\n  def b\n{body}\n  end\nend\n"


def php(
    body: str,
    uses: str = "use Illuminate\\Support\\Facades\\Mail;\nuse Illuminate\\Support\\Facades\\Http;\n",
) -> str:
    return f"<?php\n{uses}class A {{ function b() {{ {body} }} }}\n"


def mailable(queued: str) -> Tree:
    return {"app/Mail/Hello.php": f"<?php\nclass Hello extends Mailable {queued} {{}}\n"}


def go(body: str, head: str = "func a(db *gorm.DB) error {") -> str:
    return (
        f'package a\nimport (\n"net/http"\n"gorm.io/gorm"\n"database/sql"\n)\n{head}\n{body}\n}}\n'
    )


def java(
    body: str,
    mark: str = "@Transactional",
    fields: str = "private final RestTemplate rest;",
    before: str = "",
) -> str:
    imported = "import org.springframework.transaction.annotation.Transactional;\n"
    return f"{imported}{before}public class A {{ {fields} {mark} public void b() {{ {body} }} }}\n"


def csharp(body: str) -> str:
    return f"class A {{ private readonly HttpClient _http; async Task B() {{ {body} }} }}\n"


def elixir(body: str) -> str:
    return f"defmodule A do\n  alias A.Repo\n  def b(x) do\n{body}\n  end\nend\n"


BEGIN = "using var tx = await db.Database.BeginTransactionAsync();"
FIRES: list[Case] = [
    (GEMS, "app/models/a.rb", ruby("A.transaction do\n  save!\n  M.hello(self).deliver_now\nend"), {"deliver_now"}),
    (GEMS, "app/models/a.rb", ruby("with_lock do\n  xs.each do |x|\n    Net::HTTP.get(x)\n  end\nend"), {"Net::HTTP.get"}),
    (GEMS, "app/models/a.rb", ruby("ActiveRecord::Base.transaction do\n  Faraday.post('x') if y\nend"), {"Faraday.post"}),
    (COMPOSER, "app/A.php", php("DB::transaction(function () { Http::withToken('x')\n->post('y'); });"), {"Http::post"}),
    (COMPOSER, "app/A.php", php("DB::beginTransaction(); Mail::raw('x', $f); DB::commit();"), {"Mail::raw"}),
    ({**COMPOSER, **mailable("")}, "app/A.php", php("DB::transaction(fn () => Mail::to($u)->send(new Hello($u)));"), {"Mail::send"}),
    (COMPOSER, "app/A.php", php("DB::transaction(fn () => $this->g->post('x'));", "use GuzzleHttp\\Client;\nclass C { function __construct(Client $g) {} }\n"), {"Guzzle::post"}),
    (NODE, "src/a.ts", "await prisma.$transaction(async (tx) => { await tx.a.create({}); await fetch('x'); });\n", {"fetch"}),
    (NODE, "src/a.ts", "import axios from 'axios';\nawait db.transaction(async (t) => { await Promise.all(xs.map(async (x) => axios.post(x))); });\n", {"axios.post"}),
    (NODE, "src/a.js", "const mail = nodemailer.createTransport({});\nknex.transaction(function (t) { return mail.sendMail({}); });\n", {"nodemailer.sendMail"}),
    (NODE, "src/a.ts", "async function a() { await queryRunner.startTransaction(); await fetch('x'); await queryRunner.commitTransaction(); }\n", {"fetch"}),
    ({**NODE, "lib/mail.ts": "export default nodemailer.createTransport({});\n"}, "src/a.ts", "import mail from '../lib/mail';\nprisma\n  .$transaction(async (tx) => { await mail.sendMail({}); });\n", {"nodemailer.sendMail"}),
    (GO, "a.go", go('db.Transaction(func(tx *gorm.DB) error {\n http.Get("x")\n return nil })\nreturn nil'), {"http.Get"}),
    (GO, "a.go", go('c := http.Client{}\ntx, err := db.Begin()\nif err != nil {\n tx.Rollback()\n return err\n}\nc.Do(r)\nreturn tx.Commit()'), {"http.Client.Do"}),
    (GO, "a.go", go('_, err := http.Post("x")\nreturn err', "func a(ctx context.Context, tx *sql.Tx) error {"), {"http.Post"}),
    (POM, "src/main/java/A.java", java('rest.postForObject("x");'), {"RestTemplate.postForObject"}),
    (POM, "src/main/java/A.java", java("mail.send(m);", fields="private JavaMailSender mail;"), {"send"}),
    (POM, "src/main/java/A.java", java('w.get().uri("x").retrieve().bodyToMono(B.class).block();', fields="WebClient w;"), {"WebClient.block"}),
    (POM, "src/main/java/A.java", java('rest.getForObject("x");', mark="", before="@Transactional "), {"RestTemplate.getForObject"}),
    (POM, "src/main/java/A.java", java('tt.execute(s -> rest.exchange("x"));', "", "TransactionTemplate tt; RestTemplate rest;"), {"RestTemplate.exchange"}),
    (POM, "src/main/kotlin/A.kt", "import org.springframework.transaction.annotation.Transactional\nclass A(val rest: RestTemplate) {\n  @Transactional\n  fun b() { rest.getForObject(\"x\") }\n}\n", {"RestTemplate.getForObject"}),
    (NET, "A.cs", csharp(f'{BEGIN} await _http.PostAsync("x", c); await tx.CommitAsync();'), {"HttpClient.PostAsync"}),
    (NET, "A.cs", csharp('using (var s = new TransactionScope()) { await _http.GetFromJsonAsync<B>("x"); s.Complete(); }'), {"HttpClient.GetFromJsonAsync"}),
    ({**MIX, **MAILER}, "lib/a.ex", elixir("Repo.transaction(fn ->\n  x |> A.Mailer.deliver()\nend)"), {"Mailer.deliver"}),
    (MIX, "lib/a.ex", elixir("Ecto.Multi.new() |> Ecto.Multi.run(:a, fn _, _ -> HTTPoison.get!(\"x\") end)"), {"HTTPoison.get!"}),
]  # fmt: skip
ALONE: list[Case] = [
    (GEMS, "app/models/a.rb", ruby("A.transaction do\n  M.hello(self).deliver_later\nend\nM.hello(self).deliver_now"), set()),
    (GEMS, "app/models/a.rb", ruby("A.transaction do\n  after_commit { Net::HTTP.get(x) }\n  f = -> { Faraday.get(x) }\nend"), set()),
    (GEMS, "app/models/a.rb", ruby("Sentry.transaction do\n  Net::HTTP.get(x)\nend\n# A.transaction do M.x.deliver_now end"), set()),
    (GEMS, "app/models/a.rb", ruby("store.transaction do\n  Net::HTTP.get(x)\nend"), set()),
    (GEMS, "app/models/a.rb", ruby("A.transaction do\n  order.deliver!\n  Thread.new { Faraday.get(x) }\nend"), set()),
    ({"Gemfile": "gem 'sinatra'\n"}, "a.rb", ruby("A.transaction do\n  Net::HTTP.get(x)\nend"), set()),
    ({**COMPOSER, **mailable("implements ShouldQueue")}, "app/A.php", php("DB::transaction(fn () => Mail::to($u)->send(new Hello($u)));"), set()),
    (COMPOSER, "app/A.php", php("DB::transaction(fn () => Mail::to($u)->send($message)); DB::transaction(fn () => Mail::to($u)->queue(new X));"), set()),
    (COMPOSER, "app/A.php", php("DB::transaction(function () { DB::afterCommit(fn () => Http::get('x')); SendJob::dispatch(); });"), set()),
    (COMPOSER, "app/A.php", php("DB::beginTransaction(); try { $a->save(); DB::commit(); } catch (E $e) { DB::rollBack(); Http::post('x'); } Http::get('y');"), set()),
    (COMPOSER, "app/A.php", php("DB::beginTransaction(); if ($x) { DB::rollBack(); Http::post('x'); return; } DB::commit();"), set()),
    (COMPOSER, "app/A.php", php("DB::transaction(fn () => Http::get('x'));", "use App\\Http;\n"), set()),
    (NODE, "src/a.ts", "await prisma.$transaction([prisma.a.create({})]); await fetch('x');\n", set()),
    (NODE, "src/a.ts", "await prisma.$transaction(async (tx) => { setTimeout(() => fetch('x'), 1); tx.fetch('y'); await mail.sendMail({}); });\n", set()),
    ({**NODE, "lib/mail.ts": "export default { sendMail: (m) => queue.add(m) };\n"}, "src/a.ts", "import mail from '../lib/mail';\nprisma.$transaction(async (tx) => { await mail.sendMail({}); });\n", set()),
    (NODE, "src/a.ts", "const fetch = (x) => rows[x];\nawait prisma.$transaction(async (tx) => { fetch('x'); });\n", set()),
    (NODE, "src/a.ts", "Sentry.transaction(async () => { await fetch('x'); });\n", set()),
    (NODE, "client/a.ts", "await prisma.$transaction(async (tx) => { await fetch('x'); });\n", set()),
    ({"package.json": '{"dependencies": {"express": "1", "idb": "1"}}'}, "src/a.ts", "db.transaction(async (t) => { await fetch('x'); });\n", set()),
    (NODE, "src/a.ts", "async function a() { await queryRunner.startTransaction(); await queryRunner.commitTransaction(); await fetch('x'); }\n", set()),
    (GO, "a.go", go('tx := db.Begin()\ntx.Commit()\nhttp.Get("x")\nreturn nil'), set()),
    (GO, "a.go", go('tx := db.Begin()\ngo http.Get("x")\ndefer http.Get("y")\nreturn tx.Commit()'), set()),
    (GO, "a.go", go('tx, err := db.Begin()\nif err != nil {\n tx.Rollback()\n http.Post("x")\n return err\n}\nreturn tx.Commit()'), set()),
    (GO, "a.go", go('http.Get("x")\nreturn nil', "func a(db *sql.DB) error {"), set()),
    (POM, "src/main/java/A.java", java('rest.getForObject("x");', "@Transactional(propagation = Propagation.NOT_SUPPORTED)"), set()),
    (POM, "src/main/java/A.java", java('rest.getForObject("x");', "@TransactionalEventListener"), set()),
    (POM, "src/main/java/A.java", java('CompletableFuture.runAsync(() -> rest.getForObject("x")); r(new S() { public void afterCommit() { rest.getForObject("x"); } });'), set()),
    (POM, "src/main/java/A.java", java('rest.getForObject("x");', fields="private final Cache rest;"), set()),
    (POM, "src/main/java/A.java", java('rest.getForObject("x");', "@Transactional(propagation = Propagation.NEVER)", before="@Transactional "), set()),
    (POM, "src/main/java/A.java", java('w.get().uri("x").retrieve().bodyToMono(B.class);', fields="WebClient w;"), set()),
    (NET, "A.cs", csharp(f'{BEGIN} await tx.CommitAsync(); await _http.PostAsync("x", c);'), set()),
    (NET, "A.cs", csharp(f'await _http.GetAsync("x"); {BEGIN} Task.Run(async () => await _http.GetAsync("x")); await tx.CommitAsync();'), set()),
    (NET, "A.cs", csharp('using (var s = new TransactionScope(TransactionScopeOption.Suppress)) { await _http.GetAsync("x"); s.Complete(); }'), set()),
    ({**MIX, **MAILER}, "lib/a.ex", elixir("Repo.transaction(fn ->\n  A.Mailer.deliver_later(x)\n  Task.async(fn -> HTTPoison.get(x) end)\nend)\nA.Mailer.deliver(x)"), set()),
    (MIX, "lib/a.ex", elixir("Repo.transaction(fn ->\n  A.Mailer.deliver(x)\nend)"), set()),
    (MIX, "test/a.ex", elixir("Repo.transaction(fn -> HTTPoison.get!(x) end)"), set()),
]  # fmt: skip


@pytest.mark.parametrize(("home", "path", "text", "said"), FIRES)
def test_fires(repo_of: Laid, home: Tree, path: str, text: str, said: set[str]) -> None:
    assert set(states(repo_of({**home, path: text}), "mail_in_transaction")) == said


@pytest.mark.parametrize(("home", "path", "text", "said"), ALONE)
def test_leaves_alone(repo_of: Laid, home: Tree, path: str, text: str, said: set[str]) -> None:
    assert set(states(repo_of({**home, path: text}), "mail_in_transaction")) == said


def test_the_place_is_the_line_of_the_call(repo_of: Laid) -> None:
    text = "import axios from 'axios';\nprisma.$transaction(async (tx) => {\n  await axios\n    .post('x');\n});\n"
    (fact,) = repo_of({**NODE, "src/a.ts": text}).facts("mail_in_transaction")
    assert str(fact.place) == "src/a.ts:4"
