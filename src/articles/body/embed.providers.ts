import { escapeAttribute } from './html.text';
import { resolveUrl } from './html.url';

/** What an address outside points to: who runs it, the page to link to and, for some, a player of our own making. */
export interface Embed {
  provider: string;
  url: string;
  html?: string;
}

interface Provider {
  name: string;
  hosts: RegExp;
  /** The canonical public address, or null if this is no single post, film or track. */
  canonical: (url: URL) => string | null;
  /** The player's address for a canonical url: only these ever become an iframe. */
  player?: (canonical: URL) => string | null;
}

function match(url: URL, pattern: RegExp, print: (...groups: string[]) => string): string | null {
  const found = pattern.exec(url.pathname);
  return found ? print(...Array.from(found, (group?: string) => group ?? '').slice(1)) : null;
}

const SPOTIFY = /\/(track|album|artist|playlist|episode|show)\/(\w{10,40})/;

function youtube(url: URL): string | null {
  const id =
    /^\/(?:embed|shorts|live|v|e)\/([\w-]{11})(?:$|[/?&])/.exec(url.pathname)?.[1] ??
    url.searchParams.get('v') ??
    (url.hostname.endsWith('youtu.be') ? url.pathname.slice(1, 12) : '');
  if (/^[\w-]{11}$/.test(id)) return `https://www.youtube.com/watch?v=${id}`;
  const list = url.searchParams.get('list') ?? '';
  return /^[\w-]{10,60}$/.test(list) ? `https://www.youtube.com/playlist?list=${list}` : null;
}

function youtubePlayer({ searchParams }: URL): string {
  const id = searchParams.get('v');
  return id
    ? `https://www.youtube-nocookie.com/embed/${id}`
    : `https://www.youtube-nocookie.com/embed/videoseries?list=${searchParams.get('list') ?? ''}`;
}

function vimeo(url: URL): string | null {
  return match(
    url,
    /^\/(?:video\/|channels\/[\w-]+\/|album\/\d+\/video\/)?(\d{5,12})(?:\/([\da-f]{6,20}))?(?:\/|$)/,
    (id, path) => {
      const hash = path === '' ? (url.searchParams.get('h') ?? '') : path;
      return `https://vimeo.com/${id}${/^[\da-f]{6,20}$/.test(hash) ? `/${hash}` : ''}`;
    },
  );
}

function vimeoPlayer({ pathname }: URL): string {
  const [id = '', hash] = pathname.slice(1).split('/');
  return `https://player.vimeo.com/video/${id}?dnt=1${hash ? `&h=${hash}` : ''}`;
}

function x(url: URL): string | null {
  const id = url.pathname.startsWith('/embed') ? url.searchParams.get('id') : null;
  if (id && /^\d{5,25}$/.test(id)) return `https://x.com/i/status/${id}`;
  return match(
    url,
    /^\/(?:#!\/)?(\w{1,20}(?:\/web)?)\/status(?:es)?\/(\d{5,25})/,
    (user, post) => `https://x.com/${user}/status/${post}`,
  );
}

function facebook(url: URL): string | null {
  if (url.pathname.startsWith('/plugins/')) {
    const post = resolveUrl(url.searchParams.get('href') ?? undefined);
    return post && /^https?:\/\/([\w-]+\.)?facebook\.com\//.test(post) ? post : null;
  }
  const isPost = /\/(?:posts|videos|photos|watch|reel|permalink\.php|photo\.php|share)\b/.test(
    url.pathname,
  );
  return isPost ? url.href : null;
}

function soundcloud(url: URL): string | null {
  if (url.hostname === 'w.soundcloud.com') {
    const track = resolveUrl(url.searchParams.get('url') ?? undefined);
    return track && /^https?:\/\/([\w-]+\.)?soundcloud\.com\//.test(track) ? track : null;
  }
  if (url.hostname === 'api.soundcloud.com') return url.href;
  return match(
    url,
    /^\/([\w-]+\/[\w-]+(?:\/[\w-]+)?)\/?$/,
    (path) => `https://soundcloud.com/${path}`,
  );
}

function tiktok(url: URL): string | null {
  return (
    match(
      url,
      /^\/(@[\w.-]+)\/video\/(\d{5,25})/,
      (user, id) => `https://www.tiktok.com/${user}/video/${id}`,
    ) ??
    match(
      url,
      /^\/(?:embed(?:\/v2)?|player\/v1)\/(\d{5,25})/,
      (id) => `https://www.tiktok.com/@/video/${id}`,
    )
  );
}

function bluesky(url: URL): string | null {
  return (
    match(
      url,
      /^\/profile\/([\w.:-]+)\/post\/(\w+)/,
      (who, id) => `https://bsky.app/profile/${who}/post/${id}`,
    ) ??
    match(
      url,
      /^\/embed\/(did:[\w.:-]+)\/app\.bsky\.feed\.post\/(\w+)/,
      (who, id) => `https://bsky.app/profile/${who}/post/${id}`,
    )
  );
}

const PROVIDERS: Provider[] = [
  {
    name: 'youtube',
    hosts: /(^|\.)(youtube(-nocookie)?\.com|youtu\.be)$/,
    canonical: youtube,
    player: youtubePlayer,
  },
  { name: 'vimeo', hosts: /(^|\.)vimeo\.com$/, canonical: vimeo, player: vimeoPlayer },
  {
    name: 'dailymotion',
    hosts: /(^|\.)(dailymotion\.com|dai\.ly)$/,
    canonical: (url) =>
      match(
        url,
        /^\/(?:embed\/)?(?:video\/)?(x\w{4,10})/,
        (id) => `https://www.dailymotion.com/video/${id}`,
      ),
    player: (url) =>
      match(url, /^\/video\/(\w+)$/, (id) => `https://www.dailymotion.com/embed/video/${id}`),
  },
  { name: 'x', hosts: /(^|\.)(twitter|x)\.com$/, canonical: x },
  {
    name: 'instagram',
    hosts: /(^|\.)instagram\.com$/,
    canonical: (url) =>
      match(
        url,
        /^\/(?:[\w.]+\/)?(p|reel|tv)\/([\w-]+)/,
        (kind, id) => `https://www.instagram.com/${kind}/${id}/`,
      ),
  },
  {
    name: 'tiktok',
    hosts: /(^|\.)tiktok\.com$/,
    canonical: tiktok,
    player: (url) =>
      match(url, /\/video\/(\d+)$/, (id) => `https://www.tiktok.com/player/v1/${id}`),
  },
  { name: 'facebook', hosts: /(^|\.)(facebook\.com|fb\.watch)$/, canonical: facebook },
  {
    name: 'spotify',
    hosts: /^open\.spotify\.com$/,
    canonical: (url) => match(url, SPOTIFY, (kind, id) => `https://open.spotify.com/${kind}/${id}`),
    player: (url) =>
      match(url, SPOTIFY, (kind, id) => `https://open.spotify.com/embed/${kind}/${id}`),
  },
  {
    name: 'soundcloud',
    hosts: /(^|\.)soundcloud\.com$/,
    canonical: soundcloud,
    player: (url) => `https://w.soundcloud.com/player/?url=${encodeURIComponent(url.href)}`,
  },
  { name: 'bluesky', hosts: /^(embed\.)?bsky\.app$/, canonical: bluesky },
];

const VIDEO_PROVIDERS = new Set(['youtube', 'vimeo', 'dailymotion', 'tiktok']);

/** True for the providers whose embeds are films. */
export function isVideoProvider(provider: string): boolean {
  return VIDEO_PROVIDERS.has(provider);
}

function playerHtml(address: string): string {
  return (
    `<iframe src="${escapeAttribute(address)}" loading="lazy" allowfullscreen ` +
    'referrerpolicy="strict-origin-when-cross-origin" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"></iframe>'
  );
}

function mastodon(url: URL): Embed | null {
  const post = /^\/(@\w{1,40}(?:@[\w.-]+)?)\/(\d{15,25})(?:\/embed)?$/.exec(url.pathname);
  return post
    ? { provider: 'mastodon', url: `${url.origin}/${post[1] ?? ''}/${post[2] ?? ''}` }
    : null;
}

/** The embed of a provider we know, or null. */
export function knownEmbed(address: string, base?: string): Embed | null {
  const href = resolveUrl(address, base);
  if (!href) return null;
  const url = new URL(href);
  const provider = PROVIDERS.find(({ hosts }) => hosts.test(url.hostname));
  if (!provider) return mastodon(url);
  const canonical = provider.canonical(url);
  if (!canonical) return null;
  const player = provider.player?.(new URL(canonical));
  return {
    provider: provider.name,
    url: canonical,
    ...(player ? { html: playerHtml(player) } : {}),
  };
}

/** The embed any http(s) address makes: a known provider's, else the host's own with no player. null: no such address. */
export function describeEmbed(address: string, base?: string): Embed | null {
  const known = knownEmbed(address, base);
  if (known) return known;
  const href = resolveUrl(address, base);
  if (!href) return null;
  return { provider: new URL(href).hostname.replace(/^www\./, ''), url: href };
}
