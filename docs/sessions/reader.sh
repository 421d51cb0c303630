#!/usr/bin/env bash
# A reader's session, against the demo newspaper: PORT=4000 docs/sessions/reader.sh
set -euo pipefail
. "$(dirname "$0")/ask.sh"
SUBJECT=ada-$RANDOM

CHANGES='lists { id title itemCount } items { id listId sortKey article { headline } } deletedIds token hasMore isReset'
SYNC="mutation Sync(\$operations: [ReadingListOperation!]!, \$since: String, \$deviceTime: DateTime) {
  syncReadingLists(operations: \$operations, since: \$since, deviceTime: \$deviceTime) { results { key ok code message id } $CHANGES } }"

title 'A token; without one there is no viewer'
ask '{ viewer { id } latest(first: 4) { id headline } }'
mapfile -t ARTICLE < <(pick '.data.latest[].id')
TOKEN=$(cli token --role reader --subject "$SUBJECT")
ask '{ viewer { id readingLists { kind title visibility itemCount } } }'

title 'A list, and a retry of it'
for attempt in 1 2; do
  ask 'mutation { createReadingList(input: { title: "Holiday" }, idempotencyKey: "list-1") { id title kind visibility } }'
done

title 'Saving an article'
ask "mutation { addToReadingList(articleId: \"${ARTICLE[0]}\", note: \"for the train\") { id sortKey note article { headline isSaved } } }"
ask "{ viewer { readingListChanges { $CHANGES } } }"
SINCE=$(pick .data.viewer.readingListChanges.token)

title 'Three things done offline: a list is made, an article goes into it, another leaves the saved list'
sleep 2
OPERATIONS=$(jq -nc --arg since "$SINCE" --arg first "${ARTICLE[0]}" --arg second "${ARTICLE[1]}" \
  --arg one "$(when '-1 second')" --arg now "$(when now)" '{$since, deviceTime: $now, operations: [
  {key: "op-1", kind: "CREATE_LIST", title: "Harbour", at: $one},
  {key: "op-2", kind: "ADD", listId: "op-1", articleId: $second, at: $one},
  {key: "op-3", kind: "REMOVE", articleId: $first, at: $now}]}')
ask "$SYNC" "$OPERATIONS"
FIRST=$(pick '.data.syncReadingLists.results | tostring')
SINCE=$(pick .data.syncReadingLists.token)

title 'The answer was lost: the same is sent again'
ask "$SYNC" "$OPERATIONS"
[ "$FIRST" = "$(pick '.data.syncReadingLists.results | tostring')" ]
echo '(the results are the same)'

title 'What changed since: nothing'
ask "query Changes(\$since: String) { viewer { readingListChanges(since: \$since) { $CHANGES } } }" "{\"since\": \"$SINCE\"}"

title 'A list that was kept without an account, taken over in one call'
ask "mutation { importReadingList(idempotencyKey: \"device-1\", items: [
  { articleId: \"${ARTICLE[2]}\", at: \"2026-11-20T10:00:00Z\" }, { articleId: \"${ARTICLE[3]}\", readAt: \"2026-11-21T10:00:00Z\" }
]) { itemCount items(first: 5) { nodes { sortKey addedAt readAt article { headline } } } } }"

title 'Export and erasure'
echo "> npm run -s cli -- reader export --subject $SUBJECT | jq 'map_values(length)'"
cli reader export --subject "$SUBJECT" | jq -c 'map_values(length)'
echo "> npm run -s cli -- reader erase --subject $SUBJECT"
cli reader erase --subject "$SUBJECT"
ask "query Changes(\$since: String) { viewer { readingListChanges(since: \$since) { $CHANGES } } }" "{\"since\": \"$SINCE\"}"
