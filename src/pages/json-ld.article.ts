import {
  type AnalysisNewsArticle,
  type BlogPosting,
  type CorrectionComment,
  type ImageObject,
  type LiveBlogPosting,
  type NewsArticle,
  type OpinionNewsArticle,
  type Person as PersonLd,
  type VideoObject,
} from 'schema-dts';
import { ArticleFormat } from '../articles/article.enums';
import { blocksToText } from '../articles/body/body.text';
import { type Block } from '../articles/body/block.types';
import { type Image } from '../images/image.entity';
import { CreditRole } from '../people/credit-role.enum';
import { type Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { organizationId } from './json-ld.organization';
import { type ArticleFacts, versionsOf } from './seo.facts';

type ArticleLd = NewsArticle | OpinionNewsArticle | AnalysisNewsArticle | LiveBlogPosting;

const TYPES: Partial<Record<ArticleFormat, string>> = {
  [ArticleFormat.OPINION]: 'OpinionNewsArticle',
  [ArticleFormat.ANALYSIS]: 'AnalysisNewsArticle',
  [ArticleFormat.LIVE]: 'LiveBlogPosting',
};

export function imageObject({ imageUrls }: Context, image: Image): ImageObject {
  const { width, height, alt, caption, credit, licenceUrl } = image;
  return {
    '@type': 'ImageObject',
    url: imageUrls.url(image, {}),
    ...(width !== null && { width: String(width) }),
    ...(height !== null && { height: String(height) }),
    ...(alt !== '' && { description: alt }),
    ...(caption !== null && { caption }),
    ...(credit !== null && { creditText: credit }),
    ...(licenceUrl !== null && { license: licenceUrl }),
  };
}

export function personLd({ publicUrl }: Context, person: Person): PersonLd {
  return {
    '@type': 'Person',
    name: person.name,
    url: `${publicUrl}${person.path}`,
    ...(person.jobTitle !== null && { jobTitle: person.jobTitle }),
  };
}

function peopleWith(context: Context, { credits }: ArticleFacts, role: CreditRole): PersonLd[] {
  return credits
    .filter((credit) => credit.role === role)
    .map(({ person }) => personLd(context, person));
}

function corrections({ corrections: all }: ArticleFacts): CorrectionComment[] {
  return all.map(({ text, publishedAt }) => ({
    '@type': 'CorrectionComment',
    text,
    datePublished: publishedAt.toISOString(),
  }));
}

function isoDuration(seconds: number): string {
  return `PT${Math.floor(seconds / 60)}M${seconds % 60}S`;
}

/** The article's videos, which a search engine lists by themselves. */
function videos(
  { imageUrls }: Context,
  { article, blocks, posters, image, description }: ArticleFacts,
): VideoObject[] {
  return blocks.flatMap((block): VideoObject[] => {
    if (block.kind !== 'video') return [];
    const thumbnail = posters.get(block.posterId ?? '') ?? image;
    return [
      {
        '@type': 'VideoObject',
        name: block.title ?? article.headline,
        description,
        uploadDate: article.publishedAt.toISOString(),
        contentUrl: block.url,
        ...(thumbnail && { thumbnailUrl: imageUrls.url(thumbnail, { width: 1200 }) }),
        ...(block.durationSeconds !== undefined && {
          duration: isoDuration(block.durationSeconds),
        }),
      },
    ];
  });
}

/** Each heading of live coverage begins an update; without any, the whole is one. */
function liveUpdates({ article, blocks }: ArticleFacts): BlogPosting[] {
  const updates: { headline: string; body: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') updates.push({ headline: block.text, body: [] });
    else updates.at(-1)?.body.push(block);
  }
  if (updates.length === 0) updates.push({ headline: article.headline, body: blocks });
  return updates.map(({ headline, body }) => {
    const articleBody = blocksToText(body);
    return {
      '@type': 'BlogPosting',
      headline,
      ...(articleBody !== '' && { articleBody }),
      datePublished: article.publishedAt.toISOString(),
    };
  });
}

function terms({ rights }: ArticleFacts) {
  return {
    copyrightHolder: { '@type': 'Organization' as const, name: rights.holder },
    copyrightYear: rights.startYear,
    copyrightNotice: rights.notice,
    creditText: rights.attributionText,
    ...(rights.attributionUrl !== null && { usageInfo: rights.attributionUrl }),
    ...(rights.usageTerms !== null && { conditionsOfAccess: rights.usageTerms }),
  };
}

function optionalParts(context: Context, facts: ArticleFacts) {
  const { article, image, tags } = facts;
  const editors = peopleWith(context, facts, CreditRole.EDITOR);
  const translators = peopleWith(context, facts, CreditRole.TRANSLATOR);
  const corrected = corrections(facts);
  const shown = article.hasVideo ? videos(context, facts) : [];
  const others = versionsOf(context, facts).filter(({ url }) => url !== facts.url);
  return {
    ...(image && { image: [imageObject(context, image)] }),
    ...(editors.length > 0 && { editor: editors }),
    ...(translators.length > 0 && { translator: translators }),
    ...(tags.length > 0 && { keywords: tags.map(({ name }) => name).join(', ') }),
    ...(corrected.length > 0 && { correction: corrected }),
    ...(shown.length > 0 && { video: shown }),
    ...(others.length > 0 && { workTranslation: others.map(({ url }) => ({ '@id': url })) }),
    ...(article.sourceUrl !== null && { isBasedOn: article.sourceUrl }),
  };
}

/**
 * An article by schema.org: a NewsArticle or, by its format, one of the kinds of it.
 * @see https://developers.google.com/search/docs/appearance/structured-data/article
 */
export function articleLd(context: Context, facts: ArticleFacts): ArticleLd {
  const { article, edition, section, url, description } = facts;
  const authors = peopleWith(context, facts, CreditRole.AUTHOR);
  const isLive = article.format === ArticleFormat.LIVE;
  const live = isLive && {
    coverageStartTime: article.publishedAt.toISOString(),
    liveBlogUpdate: liveUpdates(facts),
  };
  return {
    '@type': TYPES[article.format] ?? 'NewsArticle',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: article.headline,
    ...(article.kicker !== null && { alternativeHeadline: article.kicker }),
    description,
    datePublished: article.publishedAt.toISOString(),
    dateModified: article.updatedAt.toISOString(),
    inLanguage: edition.language,
    articleSection: section.name,
    wordCount: article.wordCount,
    isAccessibleForFree: true,
    author: authors.length > 0 ? authors : [{ '@id': organizationId(context) }],
    publisher: { '@id': organizationId(context) },
    ...terms(facts),
    ...optionalParts(context, facts),
    ...live,
  } as ArticleLd;
}
