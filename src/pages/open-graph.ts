import { CreditRole } from '../people/credit-role.enum';
import { type Image } from '../images/image.entity';
import { type Context } from '../request/context';
import { type Edition } from '../site/edition.entity';
import { type ArticleFacts, versionsOf } from './seo.facts';
import { type MetaTag } from './seo.types';

const SHARE_WIDTH = 1200;
const SHARE_HEIGHT = 630;

/** What every page says of itself. */
export interface ShareFacts {
  type: 'website' | 'article' | 'profile';
  title: string;
  description: string;
  url: string;
  image: Image | null;
  edition: Edition;
}

/** Open Graph writes de_DE where we know de: the language alone is allowed. */
function locale(edition: Edition): string {
  return edition.language.replace('-', '_');
}

function imageTags({ imageUrls }: Context, image: Image): MetaTag[] {
  const url = imageUrls.url(image, { width: SHARE_WIDTH, height: SHARE_HEIGHT });
  return [
    { property: 'og:image', content: url },
    { property: 'og:image:width', content: String(SHARE_WIDTH) },
    { property: 'og:image:height', content: String(SHARE_HEIGHT) },
    ...(image.alt === '' ? [] : [{ property: 'og:image:alt', content: image.alt }]),
    { property: 'twitter:image', content: url },
    ...(image.alt === '' ? [] : [{ property: 'twitter:image:alt', content: image.alt }]),
  ];
}

/** Open Graph and Twitter tags that any page has. */
export function shareTags(context: Context, facts: ShareFacts): MetaTag[] {
  const { type, title, description, url, image, edition } = facts;
  return [
    { property: 'og:type', content: type },
    { property: 'og:site_name', content: context.frame.settings.name },
    { property: 'og:title', content: title },
    { property: 'og:description', content: description },
    { property: 'og:url', content: url },
    { property: 'og:locale', content: locale(edition) },
    { property: 'twitter:card', content: image ? 'summary_large_image' : 'summary' },
    { property: 'twitter:title', content: title },
    { property: 'twitter:description', content: description },
    ...(image ? imageTags(context, image) : []),
  ];
}

/** What an article says besides. */
export function articleTags(context: Context, facts: ArticleFacts): MetaTag[] {
  const { article, section, credits, tags, edition } = facts;
  const authors = credits.filter((credit) => credit.role === CreditRole.AUTHOR);
  const others = versionsOf(context, facts).filter((version) => version.edition !== edition);
  return [
    { property: 'article:published_time', content: article.publishedAt.toISOString() },
    { property: 'article:modified_time', content: article.updatedAt.toISOString() },
    { property: 'article:section', content: section.name },
    ...authors.map(({ person }) => ({
      property: 'article:author',
      content: `${context.publicUrl}${person.path}`,
    })),
    ...tags.map(({ name }) => ({ property: 'article:tag', content: name })),
    ...others.map((version) => ({
      property: 'og:locale:alternate',
      content: locale(version.edition),
    })),
  ];
}
