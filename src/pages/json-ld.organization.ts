import { type NewsMediaOrganization } from 'schema-dts';
import { type Context } from '../request/context';
import { type Edition } from '../site/edition.entity';
import { absoluteUrl } from '../site/edition.lookup';
import { publicPath } from './page.path';

/** Which static page, by its slug, states which policy. */
const POLICIES: Record<string, readonly string[]> = {
  correctionsPolicy: ['corrections-policy', 'corrections'],
  publishingPrinciples: ['editorial-policy', 'principles', 'reprint-policy'],
  ethicsPolicy: ['ethics', 'ethics-policy'],
  ownershipFundingInfo: ['about', 'ownership'],
  actionableFeedbackPolicy: ['feedback', 'contact'],
  diversityPolicy: ['diversity', 'diversity-policy'],
};

export function organizationId({ publicUrl }: Context): string {
  return `${publicUrl}/#organization`;
}

/** The publisher, with those of its policies that have a page. */
export function organization(context: Context, edition: Edition): NewsMediaOrganization {
  const { frame, publicUrl } = context;
  const pages = frame.pages.filter((page) => page.editionId === edition.uid);
  const policies = Object.entries(POLICIES).flatMap(([property, slugs]) => {
    const page = pages.find(({ slug }) => slugs.includes(slug));
    if (!page) return [];
    return [[property, absoluteUrl(edition, publicUrl, publicPath(edition, `/${page.slug}`))]];
  });
  const channels = frame.channels
    .filter(({ editionId, address }) => editionId === edition.uid && /^https?:/.test(address))
    .map(({ address }) => address);
  return {
    '@type': 'NewsMediaOrganization',
    '@id': organizationId(context),
    name: frame.settings.name,
    url: publicUrl,
    ...(channels.length > 0 && { sameAs: channels }),
    ...(Object.fromEntries(policies) as object),
  };
}
