import { type Credit } from '../../articles/credit.entity';
import { TagKind } from '../../articles/article.enums';
import { type Context } from '../../request/context';
import { absoluteUrl } from '../../site/edition.lookup';
import { uri } from '../feeds/address';
import { authorsOf, type OutgoingArticle } from '../feeds/feed.items';
import { correctionLabel } from '../feeds/outgoing.html';
import { type NinjsPicture, ninjsPictures } from './ninjs.pictures';

/** A person, place, organisation or subject as ninjs names them. */
interface NinjsName {
  name: string;
  rel: string;
  uri?: string;
  literal?: string;
}

interface NinjsText {
  role?: string;
  contentType: string;
  value: string;
  charCount?: number;
  wordCount?: number;
}

/** An item of IPTC ninjs 3.1, as much of it as we fill. */
export interface NinjsItem {
  uri: string;
  standard: { name: string; version: string; schema: string };
  type: 'text';
  representationType: 'full';
  pubStatus: 'usable';
  language: string;
  firstCreated: string;
  contentCreated: string;
  versionCreated: string;
  title: string;
  slugline: string;
  by?: string;
  headlines: NinjsText[];
  descriptions: NinjsText[];
  bodies: NinjsText[];
  edNote?: string;
  copyrightHolder: string;
  copyrightNotice: string;
  usageTerms?: string;
  people: NinjsName[];
  organisations: NinjsName[];
  places: NinjsName[];
  events: NinjsName[];
  subjects: NinjsName[];
  genres: { name: string }[];
  infoSources?: { name: string; role: string; uri?: string }[];
  altIds: { role: string; value: string }[];
  renditions: { name: string; href: string; contentType: string }[];
  associations: NinjsPicture[];
}

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
};

const plain = (role: string, value: string): NinjsText => ({
  role,
  contentType: 'text/plain',
  value,
});

function headlines({ article }: OutgoingArticle): NinjsText[] {
  const { headline, ownSeoTitle, ownShortTitle, kicker } = article;
  return [
    plain('main', headline),
    ...(ownSeoTitle === null ? [] : [plain('seo', ownSeoTitle)]),
    ...(ownShortTitle === null ? [] : [plain('short', ownShortTitle)]),
    ...(kicker === null ? [] : [plain('kicker', kicker)]),
  ];
}

function bodies({ html, text, article }: OutgoingArticle): NinjsText[] {
  const { wordCount } = article;
  const sized = (contentType: string, value: string) => ({
    role: 'main',
    contentType,
    charCount: value.length,
    wordCount,
    value,
  });
  return [sized('text/html', html), sized('text/plain', text)];
}

function credited({ role, person }: Credit, publicUrl: string): NinjsName {
  const { name, path, slug } = person;
  return { name, rel: role.toLowerCase(), uri: uri(publicUrl + path), literal: slug };
}

function tagged(context: Context, outgoing: OutgoingArticle, kind: TagKind): NinjsName[] {
  const { edition, tags } = outgoing;
  return tags
    .filter((tag) => tag.kind === kind)
    .map(({ name, slug }) => {
      const page = absoluteUrl(edition, context.publicUrl, `${edition.pathPrefix}/tags/${slug}`);
      return { name, rel: 'about', uri: uri(page), literal: slug };
    });
}

function sources(context: Context, { article }: OutgoingArticle): NinjsItem['infoSources'] {
  const source = context.frame.sourceById.get(article.sourceId ?? '');
  if (!source) return undefined;
  const address = article.sourceUrl ?? source.url;
  return [{ name: source.name, role: 'originator', ...(address && { uri: uri(address) }) }];
}

function corrections({ corrections: list, edition }: OutgoingArticle): string[] {
  const label = correctionLabel(edition.language);
  return list.map(
    ({ text, publishedAt }) => `${label} (${publishedAt.toISOString().slice(0, 10)}): ${text}`,
  );
}

function names(context: Context, outgoing: OutgoingArticle) {
  const { section } = outgoing;
  const people = outgoing.credits.map((credit) => credited(credit, context.publicUrl));
  return {
    people: [...people, ...tagged(context, outgoing, TagKind.PERSON)],
    organisations: tagged(context, outgoing, TagKind.ORGANISATION),
    places: tagged(context, outgoing, TagKind.PLACE),
    events: tagged(context, outgoing, TagKind.EVENT),
    subjects: [
      { name: section.name, rel: 'section', literal: section.slug },
      ...tagged(context, outgoing, TagKind.TOPIC),
    ],
  };
}

function optional(context: Context, outgoing: OutgoingArticle) {
  const by = authorsOf(outgoing).map((person) => person.name);
  const notes = corrections(outgoing);
  const infoSources = sources(context, outgoing);
  const { usageTerms } = outgoing.rights;
  return {
    ...(by.length > 0 && { by: by.join(', ') }),
    ...(notes.length > 0 && { edNote: notes.join('\n') }),
    ...(usageTerms !== null && { usageTerms }),
    ...(infoSources && { infoSources }),
  };
}

/** An article as an item of ninjs 3.1. */
export async function ninjsItem(context: Context, outgoing: OutgoingArticle): Promise<NinjsItem> {
  const { article, edition, rights, url } = outgoing;
  return {
    uri: `urn:uuid:${article.uid}`,
    standard: STANDARD,
    type: 'text',
    representationType: 'full',
    pubStatus: 'usable',
    language: edition.language,
    firstCreated: article.publishedAt.toISOString(),
    contentCreated: article.publishedAt.toISOString(),
    versionCreated: outgoing.updated.toISOString(),
    title: article.seoTitle,
    slugline: article.slug,
    ...optional(context, outgoing),
    headlines: headlines(outgoing),
    descriptions: [
      ...(article.standfirst === null ? [] : [plain('summary', article.standfirst)]),
      ...corrections(outgoing).map((text) => plain('correction', text)),
    ],
    bodies: bodies(outgoing),
    copyrightHolder: rights.holder,
    copyrightNotice: rights.notice,
    ...names(context, outgoing),
    genres: [{ name: article.format.toLowerCase() }],
    altIds: [
      { role: 'id', value: article.id },
      { role: 'canonical', value: url },
    ],
    renditions: [{ name: 'web', href: url, contentType: 'text/html' }],
    associations: await ninjsPictures(context, outgoing),
  };
}
