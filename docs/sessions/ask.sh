# Read by the sessions: asks a gateway and shows what was asked and answered. Needs curl and jq.
URL=http://localhost:${PORT:-4000}/graphql
TOKEN=

cli() { npm run -s cli -- "$@"; }
title() { printf '\n# %s\n' "$1"; }
when() { date -u -d "$1" +%FT%T.%3NZ; }

# post QUERY [VARIABLES] [CURL OPTIONS]: one request, with the token where there is one
post() {
  jq -nc --arg query "$1" --argjson variables "${2:-null}" '{$query, $variables}' |
    curl -s "$URL" -H 'content-type: application/json' ${TOKEN:+-H "authorization: Bearer $TOKEN"} "${@:3}" -d @-
}

# ask QUERY [VARIABLES]: the same, shown; the answer stays in OUT
ask() {
  printf '\n> %s\n' "$1"
  [ -z "${2:-}" ] || jq -c . <<<"$2" | sed 's/^/>   /'
  OUT=$(post "$@")
  jq -c 'if .errors then {errors: [.errors[] | {message, extensions}]} else .data end' <<<"$OUT"
}

pick() { jq -r "$1" <<<"$OUT"; }
