import { type Reader } from '../sql/reader';
import { hydrate, selectList } from '../sql/columns';
import { namedStatement } from '../sql/statement';
import { Channel } from './channel.entity';
import { type ContentSourceRow } from './content-source.entity';
import { Edition } from './edition.entity';
import { type SiteSettings } from './site.entity';
import { StaticPage } from './static-page.entity';

/** What every page shows and seldom changes, kept in memory: settings, editions, channels, static pages, sources. */
export interface SiteFrame {
  readonly settings: SiteSettings;
  /** In their order; never empty. */
  readonly editions: readonly Edition[];
  readonly defaultEdition: Edition;
  readonly editionById: ReadonlyMap<string, Edition>;
  readonly editionByLanguage: ReadonlyMap<string, Edition>;
  readonly channels: readonly Channel[];
  readonly pages: readonly StaticPage[];
  readonly sourceById: ReadonlyMap<string, ContentSourceRow>;
}

const SETTINGS = namedStatement(
  `SELECT ${selectList('s', {
    id: 'id',
    name: 'name',
    rightsHolder: 'rights_holder',
    rightsStartYear: 'rights_start_year',
    rightsNotice: 'rights_notice',
    usageTerms: 'usage_terms',
    attributionRequired: 'attribution_required',
    attributionUrl: 'attribution_url',
  })} FROM site s`,
);

const EDITIONS = namedStatement(
  `SELECT ${selectList('e', {
    uid: 'id',
    language: 'language',
    name: 'name',
    endonym: 'endonym',
    direction: 'direction',
    timeZone: 'time_zone',
    isDefault: 'is_default',
    position: 'position',
    baseUrl: 'base_url',
  })} FROM edition e ORDER BY e.position, e.language`,
);

const CHANNELS = namedStatement(
  `SELECT ${selectList('c', {
    uid: 'id',
    editionId: 'edition_id',
    kind: 'kind',
    name: 'name',
    address: 'url',
    position: 'position',
  })} FROM channel c ORDER BY c.position, c.name`,
);

const PAGES = namedStatement(
  `SELECT ${selectList('p', {
    uid: 'id',
    editionId: 'edition_id',
    slug: 'slug',
    title: 'title',
    blocks: 'blocks',
    html: 'html',
    position: 'position',
    updatedAt: 'updated_at',
  })} FROM public_static_page p ORDER BY p.position, p.title`,
);

const SOURCES = namedStatement(
  `SELECT ${selectList('s', {
    uid: 'id',
    name: 'name',
    url: 'url',
    rightsHolder: 'rights_holder',
    usageTerms: 'usage_terms',
    attributionRequired: 'attribution_required',
    attributionUrl: 'attribution_url',
  })} FROM content_source s`,
);

/** Reads the site's frame. Throws where the site has no settings or no default edition, which the start makes. */
export async function loadSiteFrame(reader: Reader): Promise<SiteFrame> {
  const [settings, editionRows, channels, pages, sources] = await Promise.all([
    reader.rows<SiteSettings>(SETTINGS, []),
    reader.rows<Edition>(EDITIONS, []),
    reader.rows<Channel>(CHANNELS, []),
    reader.rows<StaticPage>(PAGES, []),
    reader.rows<ContentSourceRow>(SOURCES, []),
  ]);
  const editions = hydrate(Edition, editionRows);
  const defaultEdition = editions.find((edition) => edition.isDefault);
  if (!settings[0] || !defaultEdition) throw new Error('The database has no site yet.');
  return {
    settings: settings[0],
    editions,
    defaultEdition,
    editionById: new Map(editions.map((edition) => [edition.uid, edition])),
    editionByLanguage: new Map(editions.map((edition) => [edition.language, edition])),
    channels: hydrate(Channel, channels),
    pages: hydrate(StaticPage, pages),
    sourceById: new Map(sources.map((source) => [source.uid, source])),
  };
}
