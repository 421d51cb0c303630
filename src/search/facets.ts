import { type SectionFrame } from '../sections/section.frame';
import { type FacetKind, type FacetRow } from './facet.queries';
import { type SearchFacet, type SearchFacets } from './search.types';

/** What is found in a section is found in every section above it. */
function sectionFacets(rows: FacetRow[], sections: SectionFrame): SearchFacet[] {
  const facets = new Map<string, SearchFacet>();
  for (const row of rows) {
    const seen = new Set<string>();
    let section = sections.get(row.value);
    while (section && !seen.has(section.uid)) {
      seen.add(section.uid);
      const facet = facets.get(section.uid) ?? {
        value: section.slug,
        label: section.name,
        count: 0,
      };
      facet.count += row.count;
      facets.set(section.uid, facet);
      section = section.parentId === null ? undefined : sections.get(section.parentId);
    }
  }
  return [...facets.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The formats' names are their own words: NEWS, News. */
const formatLabel = (format: string) => format.charAt(0) + format.slice(1).toLowerCase();

export function toFacets(rows: FacetRow[], sections: SectionFrame): SearchFacets {
  const of = (kind: FacetKind) => rows.filter((row) => row.kind === kind);
  const plain = (kind: FacetKind) =>
    of(kind).map(({ value, label, count }) => ({ value, label, count }));
  return {
    sections: sectionFacets(of('section'), sections),
    people: plain('person'),
    tags: plain('tag'),
    formats: plain('format').map((facet) => ({ ...facet, label: formatLabel(facet.value) })),
    years: plain('year').sort((a, b) => Number(b.value) - Number(a.value)),
  };
}
