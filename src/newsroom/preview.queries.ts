import { Article } from '../articles/article.entity';
import { blocksToText } from '../articles/body/body.text';
import { renderBodyHtml } from '../articles/body/body.render';
import { type Correction } from '../articles/correction.entity';
import { Credit } from '../articles/credit.entity';
import { type ArticleState } from '../articles/revision.state';
import { Tag } from '../articles/tag.entity';
import { TAG_COLUMNS } from '../articles/tag.queries';
import { type BodyRow } from '../articles/article.queries';
import { Person } from '../people/person.entity';
import { PERSON_COLUMNS } from '../people/person.queries';
import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { correctionsJson, readCorrections } from './hidden-article.queries';
import { type PreviewKey } from './preview.links';

const PREVIEW = namedStatement(
  `SELECT r.state AS "state", ${correctionsJson('r.article_id')} AS "corrections",
     (SELECT json_agg(q) FROM (SELECT ${selectList('p', PERSON_COLUMNS)} FROM person p
       WHERE p.id IN (SELECT (c ->> 'personId')::uuid FROM jsonb_array_elements(r.state -> 'credits') c)) q) AS "people",
     (SELECT json_agg(q) FROM (SELECT ${TAG_COLUMNS} FROM tag t
       WHERE t.id IN (SELECT x::uuid FROM jsonb_array_elements_text(r.state -> 'tagIds') x)) q) AS "tags"
   FROM article_revision r WHERE r.article_id = $1 AND r.number = $2`,
);

interface Row {
  state: ArticleState;
  corrections: Correction[] | null;
  people: object[] | null;
  tags: object[] | null;
}

/** An article as it was at a revision, with what hung on it then. */
export interface Preview {
  article: Article;
  body: BodyRow;
  credits: Credit[];
  tags: Tag[];
  corrections: Correction[];
}

function articleOf(uid: string, state: ArticleState): Article {
  const { seoTitle, shortTitle, publishedAt, updatedAt, ...rest } = state;
  const { blocks: _blocks, credits: _credits, tagIds: _tagIds, ...columns } = rest;
  const [article] = hydrate(Article, [
    {
      ...columns,
      uid,
      ownSeoTitle: seoTitle,
      ownShortTitle: shortTitle,
      firstPublishedAt: publishedAt === null ? null : new Date(publishedAt),
      updatedAt: new Date(updatedAt),
    },
  ]) as [Article];
  return article;
}

function creditsOf(articleId: string, { credits }: ArticleState, people: Person[]): Credit[] {
  const byId = new Map(people.map((person) => [person.uid, person]));
  return credits.flatMap(({ personId, role }) => {
    const person = byId.get(personId);
    return person ? [Object.assign(new Credit(), { articleId, role, person })] : [];
  });
}

/** What a preview link shows; `null` where it is gone. For whoever has a link that was verified. */
export async function previewOf(
  reader: Reader,
  { articleId, revision }: PreviewKey,
): Promise<Preview | null> {
  const [row] = await reader.rows<Row>(PREVIEW, [articleId, revision]);
  if (!row) return null;
  const { state } = row;
  const { blocks } = state;
  const tagById = new Map(hydrate(Tag, row.tags ?? []).map((tag) => [tag.uid, tag]));
  return {
    article: articleOf(articleId, state),
    body: {
      ...{ articleId, blocks, images: [], links: [] },
      html: renderBodyHtml(blocks),
      text: blocksToText(blocks),
    },
    credits: creditsOf(articleId, state, hydrate(Person, row.people ?? [])),
    tags: state.tagIds.flatMap((id) => tagById.get(id) ?? []),
    corrections: readCorrections(row.corrections),
  };
}
