import { Field, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars';
import { isWebUrl } from '../graphql/web-url';
import { type ContentSourceRow } from './content-source.entity';
import { type SiteSettings } from './site.entity';

@ObjectType({
  simpleResolvers: true,
  description: 'Whose an article is and under which terms it may be used elsewhere.',
})
export class Rights {
  @Field(() => String, { description: 'Who holds the copyright.' })
  holder!: string;

  @Field(() => Int, { description: 'The first year of the copyright notice.' })
  startYear!: number;

  @Field(() => Int, { description: 'The last year of the copyright notice.' })
  endYear!: number;

  @Field(() => String, { description: 'The copyright notice, ready to be shown.' })
  notice!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The terms of use, such as the reprint policy.',
  })
  usageTerms!: string | null;

  @Field(() => Boolean, {
    description: 'Whether whoever reprints has to name and link the source.',
  })
  attributionRequired!: boolean;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Where the link to the source has to lead.',
  })
  attributionUrl!: string | null;

  @Field(() => String, {
    description: 'A line to put beside a reprint, ready to be shown as text.',
  })
  attributionText!: string;

  @Field(() => String, {
    description: 'The same as HTML, linked to the source where there is an address to link to.',
  })
  attributionHtml!: string;
}

/** What is to be named beside a reprint, and what it links to. */
export interface Attribution {
  title: string | null;
  name: string;
  url: string | null;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A line to put beside a reprint, as text and as HTML. */
export function attributionOf({ title, name, url }: Attribution) {
  const words = [...(title === null ? [] : [`“${title}”`]), name].join(', ');
  const html = escapeHtml(words);
  return {
    attributionText: url === null ? words : `${words}, ${url}`,
    attributionHtml: url === null ? html : `<a href="${escapeHtml(url)}">${html}</a>`,
  };
}

/** The terms that something has of its own; what is `null` comes from its source, then from the site. */
export interface OwnTerms {
  usageTerms: string | null;
  attributionRequired: boolean | null;
  attributionUrl: string | null;
  /** The year it was first published. */
  year: number;
  headline: string;
}

/** An address to link to, or `null`: what is no web address is as if it were not given. */
function linkable(url: string | null | undefined): string | null {
  return url != null && isWebUrl(url) ? url : null;
}

/** The site's own rights, as its footer shows them. `year` is the present one. */
export function siteRights(site: SiteSettings, year: number): Rights {
  const attributionUrl = linkable(site.attributionUrl);
  return {
    holder: site.rightsHolder,
    startYear: site.rightsStartYear,
    endYear: Math.max(year, site.rightsStartYear),
    notice: site.rightsNotice,
    usageTerms: site.usageTerms,
    attributionRequired: site.attributionRequired,
    attributionUrl,
    ...attributionOf({ title: null, name: site.name, url: attributionUrl }),
  };
}

/** Whose an article is: its source's, where that says so and is somebody else, or the site's. */
function holderOf(source: ContentSourceRow | undefined, site: SiteSettings, year: number) {
  const foreign = source?.rightsHolder ?? site.rightsHolder;
  const notice = foreign === site.rightsHolder ? site.rightsNotice : `© ${year} ${foreign}`;
  return { holder: foreign, notice };
}

function firstGiven<T>(values: (T | null | undefined)[]): T | null {
  return values.find((value) => value != null) ?? null;
}

/** The rights of an article at `url`: its own terms, else its source's, else the site's. */
export function articleRights(
  own: OwnTerms,
  source: ContentSourceRow | undefined,
  site: SiteSettings,
  url: string,
): Rights {
  const terms = [own, source, site];
  const attributionRequired =
    firstGiven(terms.map((term) => term?.attributionRequired)) ?? site.attributionRequired;
  // The site's own address is no address to link an article's reprint to; without one, it is the article's.
  const givenUrl = firstGiven([linkable(own.attributionUrl), linkable(source?.attributionUrl)]);
  const attributionUrl = givenUrl ?? (attributionRequired ? url : null);
  const name = source?.name ?? site.name;
  return {
    ...holderOf(source, site, own.year),
    startYear: own.year,
    endYear: own.year,
    usageTerms: firstGiven(terms.map((term) => term?.usageTerms)),
    attributionRequired,
    attributionUrl,
    ...attributionOf({ title: own.headline, name, url: attributionUrl ?? url }),
  };
}
