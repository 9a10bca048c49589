"""Reading Python sources with the standard library's parser: applications, routes, connections, settings."""
