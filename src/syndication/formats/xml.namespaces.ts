/**
 * Short names for the vocabularies that feeds use, whatever prefix a file gives them. The empty name is
 * the feed's own vocabulary.
 */
const SPACES: readonly (readonly [space: string, address: RegExp])[] = [
  ['rss', /^(my\.netscape\.com\/(rdf\/simple|publish)|channel\.netscape\.com\/rdf\/simple)/],
  ['rss', /^(purl\.org\/rss\/1\.[01]\/?$|purl\.org\/net\/rss1\.1|backend\.userland\.com\/rss)/],
  ['rss', /^(blogs\.law\.harvard\.edu\/tech\/rss|cyber\.law\.harvard\.edu\/rss)/],
  ['atom', /^(www\.w3\.org\/2005\/atom|purl\.org\/atom)/],
  ['rdf', /^www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/],
  ['content', /^purl\.org\/rss\/1\.0\/modules\/content/],
  ['dc', /^purl\.org\/dc\/elements/],
  ['dc', /^purl\.org\/rss\/1\.0\/modules\/dc/],
  ['dcterms', /^(purl\.org\/dc\/terms|purl\.org\/rss\/1\.0\/modules\/dcterms)/],
  ['media', /^(search\.yahoo\.com\/mrss|(www\.)?rssboard\.org\/media-rss)/],
  ['itunes', /^(www\.)?itunes\.(apple\.)?com\/dtds?\/podcast/],
  ['xhtml', /^www\.w3\.org\/1999\/xhtml/],
  ['excerpt', /^(www\.)?wordpress\.org\/export\/[\d.]+\/excerpt/],
  ['wp', /^(www\.)?wordpress\.org\/export/],
  ['cc', /^(backend\.userland\.com\/creativecommons|web\.resource\.org\/cc)/],
  ['cc', /^(creativecommons\.org\/ns|cyber\.law\.harvard\.edu\/rss\/creativecommons)/],
  ['feedburner', /^rssnamespace\.org\/feedburner/],
  ['svg', /^www\.w3\.org\/2000\/svg/],
  ['math', /^www\.w3\.org\/1998\/math/],
];

/** Prefixes that are believed where they are not declared, or declared with an address nobody knows. */
const PREFIXES = new Map([
  ...['dc', 'dcterms', 'content', 'media', 'itunes', 'wp', 'excerpt', 'atom', 'rdf', 'xhtml'].map(
    (prefix) => [prefix, prefix] as const,
  ),
  ['atom10', 'atom'],
  ['atom03', 'atom'],
  ['a10', 'atom'],
  ['dct', 'dcterms'],
  ['creativecommons', 'cc'],
  ['cc', 'cc'],
  ['feedburner', 'feedburner'],
  ['rss', 'rss'],
  ['rss1', 'rss'],
]);

/** The declarations in force at one place of the file: prefix to short name, '' for the default. */
export type SpaceTable = ReadonlyMap<string, string>;

/** The table for an element's inside, the same object where the element declares nothing. */
export function declareSpaces(outer: SpaceTable, attributes: ReadonlyMap<string, string>) {
  let inner: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    inner ??= new Map(outer);
    inner.set(name.slice('xmlns:'.length), spaceOf(value) ?? '?');
  }
  return inner ?? outer;
}

/** The vocabulary of a name with this prefix; what is unknown keeps its prefix, or counts as the feed's own. */
export function resolveSpace(prefix: string, table: SpaceTable): string {
  const declared = table.get(prefix);
  if (declared !== undefined && declared !== '?') return declared;
  if (prefix === '') return '';
  return PREFIXES.get(prefix) ?? `${prefix}:`;
}

function spaceOf(address: string): string | undefined {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '');
  return SPACES.find(([, pattern]) => pattern.test(plain))?.[0];
}
