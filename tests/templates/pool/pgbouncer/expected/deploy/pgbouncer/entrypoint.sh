#!/bin/sh
# Writes the users that may log in from the environment, so that no password is in a file of the project.
set -eu

: "${DB_USER:?the user that the application logs in as}"
: "${DB_PASSWORD:?the password of that user}"

quoted() {
  printf '%s' "$1" | sed 's/"/""/g'
}

umask 077
printf '"%s" "%s"\n' "$(quoted "$DB_USER")" "$(quoted "$DB_PASSWORD")" > /run/pgbouncer/userlist.txt
printf 'stats_users = %s\n' "$DB_USER" > /run/pgbouncer/stats.ini
unset DB_PASSWORD
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
