"""Where the running services are that a verification looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Addresses as a person gave them, None where one was not named. They may hold passwords: never show them."""

    url: str | None = None
    """The application; a path in it names the page to ask for."""
    metrics_url: str | None = None
    """The application's own metrics page; `/metrics` of `url` where only that is named."""
    database_url: str | None = None
    redis_url: str | None = None
    pooler_url: str | None = None

    @property
    def metrics(self) -> str | None:
        """The metrics page: as named, or at its usual path beside the application."""
        if self.metrics_url or not self.url:
            return self.metrics_url
        from urllib.parse import urlsplit

        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}/metrics"
