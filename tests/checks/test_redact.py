"""No password survives, whatever text it hides in; and plain text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.redact import concealed, redact

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://app:{SECRET}@db:5432/shop",
        f"postgresql+psycopg://app:{SECRET}@db/shop?sslmode=require",
        f"postgres://app:{SECRET}@x/y@db/shop",
        f"postgres://app:p/{SECRET}@db/shop",
        f"postgres://app:p?{SECRET}#@db/shop",
        f"postgres://app:123/{SECRET}@db/shop",
        f"redis://:{SECRET}@cache:6379/0",
        f"REDIS://:{SECRET}@cache:6379/0",
        f"https://{SECRET}@host/path",
        f"ftp://me:{SECRET}@host",
        f"host=db user=app password={SECRET} dbname=shop",
        f"host=db password = '{SECRET} with \\' blanks' dbname=shop",
        f'password="a {SECRET}"',
        f"postgresql://db/shop?user=app&password={SECRET}&sslmode=require",
        f"PGPASSWORD={SECRET} psql",
        f"POSTGRES_PASSWORD={SECRET}",
        f'{{"password": "{SECRET}", "user": "app"}}',
        f"{{'db_password': '{SECRET}'}}",
        f"  POSTGRES_PASSWORD: {SECRET}",
        f"alter role app with password '{SECRET}'",
        f"could not reach postgres://a:{SECRET}@h/db and redis://:{SECRET}@h",
        f"postgres://a:{SECRET}@h/db,postgres://b:{SECRET}@h/db",
        f"sslpassword={SECRET}",
        f"SECRET_KEY_token={SECRET}",
    ],
)
def test_hides(text: str) -> None:
    assert SECRET not in redact(text)
    assert "***" in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "postgresql://app@db:5432/shop",
        "postgresql://db/shop",
        "http://localhost:8000/users?mail=a@b.example",
        'FATAL: password authentication failed for user "app"',
        "select id from users where password = $1",
        "select id from users where password = %s",
        "POSTGRES_PASSWORD=${DB_PASSWORD}",
        "  POSTGRES_PASSWORD: ${DB_PASSWORD}",
        "password=***",
        "mail a@b.example",
        "the password: it was changed".replace("password: it", "password is: it"),
    ],
)
def test_leaves_alone(text: str) -> None:
    assert redact(text) == text


def test_keeps_what_helps_to_find_the_place() -> None:
    shown = redact(f"postgresql://app:{SECRET}@db:5432/shop?sslmode=require")
    assert shown == "postgresql://app:***@db:5432/shop?sslmode=require"
    assert redact("host=db password=x dbname=shop") == "host=db password=*** dbname=shop"


PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="'\"<>"))


@given(PRINTABLE, PRINTABLE, PRINTABLE)
def test_any_password_of_a_database_address_is_hidden(before: str, secret: str, after: str) -> None:
    marked = f"Q7Z{secret.replace('://', '')}Z7Q"
    assert "Z7Q" not in redact(f"{before} postgresql://app:{marked}@db/shop {after}")


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "django-insecure-4f"),
        ("spring.r2dbc.password", "123456"),
        ("Endpoint.secret_key_base", "ktyW57usZxrivYdv"),
        ("globalSettings:stripe:apiKey", "sk_live_4f"),
        ("TokenKey", "super secret"),
        ("S3_FILES_DOWNLOAD_SALT", "saltysalty"),
        ("api_jwt_secret", "xyz"),
        ("SENTRY_DSN", "https://4f@errors.example/7"),
    ],
)
def test_a_setting_whose_name_says_secret_is_never_shown(name: str, value: str) -> None:
    assert concealed(name, value) == "***"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "True"),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", "60 * 24 * 7"),
        ("ratelimiter.configs.send-password-reset-email.limitRefreshPeriod", "1m"),
        ("changePasswordUriSettings:cacheEnabled", "True"),
        ("ENABLE_SECRET_VISUAL_MASKING", "True"),
        ("admin_password", "None"),
        ("SECRET_KEY", ""),
        ("MONKEY_PATCH", "gevent"),
        ("KEYBOARD", "qwerty"),
    ],
)
def test_other_settings_keep_their_value(name: str, value: str) -> None:
    assert concealed(name, value) == value


def test_a_password_inside_of_another_setting_is_taken_out() -> None:
    assert concealed("DATABASE_URL", "postgres://u:p4ss@db/shop") == "postgres://u:***@db/shop"
