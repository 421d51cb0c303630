import { type Fetched, type FetchOptions, safeFetch } from '../../net/safe.fetch';

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5';

/** Fetches a feed from the public internet. Its stream fails with a `FetchError`. */
export function fetchSource(address: string, options: FetchOptions): Promise<Fetched> {
  return safeFetch(address, { accept: ACCEPT, ...options });
}
