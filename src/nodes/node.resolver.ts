import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type NodeType, parseGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { spellingReportById } from '../newsroom/spelling-report.access';
import { listById, visibleLists } from '../reading-lists/list.access';
import { type Context } from '../request/context';

type Find = (context: Context, uid: string) => Promise<Node | null> | Node | null;

/** How each type is found by its id. Every way answers only what is public or the viewer's own. */
const FIND: Record<NodeType, Find> = {
  Article: ({ loaders }, uid) => loaders.articleById.load(uid),
  Correction: ({ loaders }, uid) => loaders.correctionById.load(uid),
  Edition: ({ frame }, uid) => frame.editionById.get(uid) ?? null,
  Image: ({ loaders }, uid) => loaders.publicImageById.load(uid),
  Person: ({ loaders }, uid) => loaders.personById.load(uid),
  ReadingList: listById,
  ReadingListItem: (context, uid) => visibleLists(context).readingListItemById.load(uid),
  Section: ({ frame }, uid) => frame.sections.get(uid) ?? null,
  SpellingReport: spellingReportById,
  StaticPage: ({ frame }, uid) => frame.pages.find((page) => page.uid === uid) ?? null,
  Tag: ({ loaders }, uid) => loaders.tagById.load(uid),
};

function findNode(context: Context, id: string): Promise<Node | null> | Node | null {
  const parsed = parseGlobalId(id);
  return parsed === null ? null : FIND[parsed.type](context, parsed.uid);
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: "Anything public or of one's own by its id; null where there is no such thing.",
  })
  node(
    @Arg('id', () => ID, { description: 'An id that this API has given.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Node | null> | Node | null {
    return findNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several at once, in the order of their ids; null where there is no such thing.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Ids that this API has given, at most 100.' })
    ids: string[],
    @Ctx() context: Context,
  ): (Promise<Node | null> | Node | null)[] {
    return ids.map((id) => findNode(context, id));
  }
}
