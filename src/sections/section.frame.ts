import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { Section } from './section.entity';

const SECTIONS = namedStatement(
  `SELECT ${selectList('s', {
    uid: 'id',
    editionId: 'edition_id',
    parentId: 'parent_id',
    slug: 'slug',
    name: 'name',
    description: 'description',
    position: 'position',
    inNavigation: 'in_navigation',
  })} FROM section s ORDER BY s.position, s.name`,
);

/** The trees of sections of all editions, kept in memory. Siblings stand in their order. */
export class SectionFrame {
  private readonly byId: ReadonlyMap<string, Section>;
  private readonly bySlug: ReadonlyMap<string, Section>;
  private readonly byParent = new Map<string, Section[]>();
  /** What is below a section or an edition, once somebody has asked: most operations do. */
  private readonly subtrees = new Map<string, readonly Section[]>();
  private readonly idsOfSubtrees = new Map<string, readonly string[]>();

  constructor(sections: readonly Section[]) {
    this.byId = new Map(sections.map((section) => [section.uid, section]));
    this.bySlug = new Map(
      sections.map((section) => [slugKey(section.editionId, section.slug), section]),
    );
    for (const section of sections) {
      const parent = section.parentId ?? section.editionId;
      this.byParent.set(parent, [...(this.byParent.get(parent) ?? []), section]);
    }
  }

  get(uid: string): Section | undefined {
    return this.byId.get(uid);
  }

  find(editionId: string, slug: string): Section | undefined {
    return this.bySlug.get(slugKey(editionId, slug));
  }

  /** The sections directly below a section or, given an edition's id, its top ones. */
  children(uid: string): readonly Section[] {
    return this.byParent.get(uid) ?? [];
  }

  /** All sections of an edition, each before those below it. */
  ofEdition(editionId: string): readonly Section[] {
    return this.subtree(editionId);
  }

  /** The ids of a section and of all below it; not to be altered. */
  subtreeIds(uid: string): readonly string[] {
    let ids = this.idsOfSubtrees.get(uid);
    if (!ids) {
      ids = [uid, ...this.subtree(uid).map((section) => section.uid)];
      this.idsOfSubtrees.set(uid, ids);
    }
    return ids;
  }

  private subtree(uid: string): readonly Section[] {
    let below = this.subtrees.get(uid);
    if (!below) this.subtrees.set(uid, (below = this.below(uid)));
    return below;
  }

  /** Each section once, even where a mistake in the database has made a circle of them. */
  private below(uid: string, seen = new Set([uid])): Section[] {
    return this.children(uid).flatMap((child) => {
      if (seen.has(child.uid)) return [];
      seen.add(child.uid);
      return [child, ...this.below(child.uid, seen)];
    });
  }
}

function slugKey(editionId: string, slug: string): string {
  return `${editionId}/${slug}`;
}

export async function loadSectionFrame(reader: Reader): Promise<SectionFrame> {
  return new SectionFrame(hydrate(Section, await reader.rows(SECTIONS, [])));
}
