import { type Person } from '../../people/person.entity';
import { uidFromName } from '../../sql/uuid';
import { uri } from './address';
import { type FeedDocument } from './feed.document';
import { authorsOf, type OutgoingArticle, rightsText } from './feed.items';
import { element, textElement, xmlText, XML_HEAD } from './xml.write';

// An empty feed has to have been changed at some time too, always the same one.
const NEVER = new Date(0);

function author(person: Person, publicUrl: string): string {
  const parts = [
    textElement('name', person.name),
    textElement('uri', uri(publicUrl + person.path)),
  ];
  return element('author', {}, parts.join(''));
}

function categories({ section, tags }: OutgoingArticle): string[] {
  return [section, ...tags].map(({ slug, name }) =>
    element('category', { term: slug, label: name }),
  );
}

function links({ url, picture }: OutgoingArticle): string[] {
  const alternate = element('link', { rel: 'alternate', type: 'text/html', href: url });
  if (!picture) return [alternate];
  const { url: href, mediaType: type } = picture;
  return [alternate, element('link', { rel: 'enclosure', type, href })];
}

function entry(outgoing: OutgoingArticle, publicUrl: string): string {
  const { article, edition } = outgoing;
  const parts = [
    textElement('id', `urn:uuid:${article.uid}`),
    element('title', { type: 'text' }, xmlText(article.headline)),
    ...links(outgoing),
    textElement('published', article.publishedAt.toISOString()),
    textElement('updated', outgoing.updated.toISOString()),
    ...authorsOf(outgoing).map((person) => author(person, publicUrl)),
    ...categories(outgoing),
    textElement('summary', outgoing.summary, { type: 'text' }),
    textElement('content', outgoing.html, { type: 'html' }),
    textElement('rights', rightsText(outgoing.rights), { type: 'text' }),
  ];
  return element('entry', { 'xml:lang': edition.language }, parts.filter(Boolean).join('\n'));
}

/** Atom 1.0 (RFC 4287). Ids are made of rows' keys, so that they outlive titles, slugs and addresses. */
export function renderAtom(feed: FeedDocument): string {
  const { scope, selfUrl } = feed;
  const parts = [
    textElement('id', `urn:uuid:${uidFromName(`feed ${scope.uid}`)}`),
    textElement('title', scope.title, { type: 'text' }),
    scope.description === scope.title ? '' : textElement('subtitle', scope.description),
    textElement('updated', (feed.updated ?? NEVER).toISOString()),
    element('link', { rel: 'self', type: 'application/atom+xml', href: selfUrl }),
    element('link', { rel: 'alternate', type: 'text/html', href: scope.homeUrl }),
    // For entries without an author of their own.
    element('author', {}, textElement('name', feed.siteName)),
    textElement('rights', feed.rights),
    ...feed.items.map((outgoing) => entry(outgoing, feed.publicUrl)),
  ];
  const attributes = { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': scope.language };
  return `${XML_HEAD}${element('feed', attributes, parts.filter(Boolean).join('\n'))}\n`;
}
