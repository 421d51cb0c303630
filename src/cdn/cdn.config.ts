/** Which CDN's way of being told to purge. */
export type CdnForm = 'fastly' | 'cloudflare';

/** Where a CDN is told to purge, and how. */
export interface CdnConfig {
  readonly url: string;
  readonly token: string;
  readonly form: CdnForm;
}

const KNOWN: Record<CdnForm, { host: string; path: RegExp; example: string }> = {
  fastly: {
    host: 'api.fastly.com',
    path: /^\/service\/[^/]+\/purge$/,
    example: 'https://api.fastly.com/service/SERVICE_ID/purge',
  },
  cloudflare: {
    host: 'api.cloudflare.com',
    path: /^\/client\/v4\/zones\/[^/]+\/purge_cache$/,
    example: 'https://api.cloudflare.com/client/v4/zones/ZONE_ID/purge_cache',
  },
};

const FORMS = Object.keys(KNOWN) as CdnForm[];

/** The form of a CDN's own address; `null`: it does not say. */
export function formOf(url: string): CdnForm | null {
  const { hostname } = new URL(url);
  return FORMS.find((form) => KNOWN[form].host === hostname) ?? null;
}

/** What is wrong with the address of a CDN that is known: most often a part of it was left out. `null`: nothing. */
export function complaintOf(url: string): string | null {
  const form = formOf(url);
  if (form === null || KNOWN[form].path.test(new URL(url).pathname)) return null;
  return `must be the whole address to post purges to: ${KNOWN[form].example}`;
}
