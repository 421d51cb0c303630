#!/usr/bin/env bash
# An editor's session, against the demo newspaper: PORT=4000 docs/sessions/newsroom.sh
set -euo pipefail
. "$(dirname "$0")/ask.sh"
NUMBER=$RANDOM
EDITOR=$(cli token --role editor --subject ed)
as_editor() { TOKEN=$EDITOR ask "$@"; }

title 'A draft, which nobody else sees'
as_editor "mutation { createArticle(input: { headline: \"The pier opens $NUMBER\", section: \"town\",
  body: [{ paragraph: { html: \"It <b>opened</b> on Monday.<script>x()</script>\" } }] }) { id version status article { path } } }"
ID=$(pick .data.createArticle.id)
OLD_PATH=$(pick .data.createArticle.article.path)
ask "{ page(path: \"$OLD_PATH\") { status } node(id: \"$ID\") { id } }"

title 'A preview link: it works without a token, and no cache may keep it'
as_editor "mutation { createPreviewLink(articleId: \"$ID\") }"
PREVIEW=$(pick .data.createPreviewLink)
QUERY="{ page(path: \"$OLD_PATH\", previewToken: \"${PREVIEW#*preview=}\") { status title } }"
printf '\n> %s\n' "$QUERY"
post "$QUERY" null -i | grep -iE '^(HTTP|cache-control)|data' | tr -d '\r'

title 'Scheduled for two seconds ahead'
DUE=$(when '+2 seconds')
as_editor "mutation { publishArticle(id: \"$ID\", at: \"$DUE\") { status version scheduledFor } }"
until post "{ article(id: \"$ID\") { headline } }" | grep -q headline; do sleep 0.02; done
LATE=$(($(date +%s%3N) - $(date -d "$DUE" +%s%3N)))
ask "{ page(path: \"$OLD_PATH\") { status title } article(id: \"$ID\") { publishedAt } }"
echo "(seen $LATE ms after its time)"

title 'A correction'
as_editor "mutation { addCorrection(articleId: \"$ID\", text: \"It opened on Tuesday.\") { text publishedAt } }"
ask "{ article(id: \"$ID\") { corrections { text } } }"

title 'Another address: first by somebody who read version 1, then by somebody who read the last one'
CHANGE="slug: \"pier-$NUMBER\", body: [{ paragraph: { html: \"It <b>opened</b> on Tuesday.\" } }]"
as_editor "mutation { updateArticle(id: \"$ID\", version: 1, input: { $CHANGE }) { version } }"
VERSION=$(pick '.errors[0].extensions.currentVersion')
as_editor "mutation { updateArticle(id: \"$ID\", version: $VERSION, input: { $CHANGE }) { version article { path } } }"
VERSION=$(pick .data.updateArticle.version)
ask "{ page(path: \"$OLD_PATH\") { status redirectTo } }"

title 'What changed'
as_editor "{ newsroom { article(id: \"$ID\") { revisions { number savedBy note } diff(from: 1, to: $VERSION) {
  fields { field before after } blocks { kind change segments { change text } } } } } }"

title 'Back to the first revision; the address goes back with it, and the later one redirects'
as_editor "mutation { restoreRevision(articleId: \"$ID\", revision: 1) { version status article { path } } }"
ask "{ page(path: \"/town/pier-$NUMBER\") { status redirectTo } article(id: \"$ID\") { bodyText } }"
