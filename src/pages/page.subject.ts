import { type Archive } from '../articles/archive.type';
import { type Article } from '../articles/article.entity';
import { type Tag } from '../articles/tag.entity';
import { type Person } from '../people/person.entity';
import { type Section } from '../sections/section.entity';
import { type Edition } from '../site/edition.entity';
import { type StaticPage } from '../site/static-page.entity';
import { type PageKind } from './page.enums';

/** What a page is about. */
export type PageSubject = { edition: Edition } & (
  | { kind: PageKind.FRONT }
  | { kind: PageKind.ALL_NEWS }
  | { kind: PageKind.SECTION; section: Section }
  | { kind: PageKind.ARTICLE; article: Article; section: Section }
  | { kind: PageKind.PERSON; person: Person }
  | { kind: PageKind.TAG; tag: Tag }
  | { kind: PageKind.ARCHIVE; archive: Archive }
  | { kind: PageKind.STATIC; page: StaticPage }
);
