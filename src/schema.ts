import 'reflect-metadata';
import { assertInterfaceType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ArchiveResolver } from './articles/archive.resolver';
import { ArticleBodyResolver, StaticPageBodyResolver } from './articles/article-body.resolver';
import { ArticlePartsResolver } from './articles/article-parts.resolver';
import { ArticlePlaceResolver } from './articles/article-place.resolver';
import { ArticleResolver } from './articles/article.resolver';
import {
  ArticleLinkBlockResolver,
  EmbedBlockResolver,
  ImageBlockResolver,
  ParagraphBlockResolver,
  QuoteBlockResolver,
  VideoBlockResolver,
} from './articles/body-block.resolver';
import { type Block } from './articles/body/block.types';
import {
  BLOCK_TYPE_NAMES,
  CodeBlock,
  DividerBlock,
  EmbedBlock,
  HeadingBlock,
  ListBlock,
  TableBlock,
} from './articles/body-block.types';
import { PersonArticlesResolver } from './articles/person-articles.resolver';
import { SectionArticlesResolver } from './articles/section-articles.resolver';
import { TagResolver } from './articles/tag.resolver';
import { PersonPopularResolver, PopularResolver } from './audience/popular.resolver';
import { ViewResolver } from './audience/view.resolver';
import { callResolversDirectly } from './graphql/direct.resolvers';
import { ImageResolver } from './images/image.resolver';
import { NEWSROOM_RESOLVERS } from './newsroom/newsroom.resolvers';
import { NodeResolver } from './nodes/node.resolver';
import { PageResolver, TextModuleResolver } from './pages/page.resolver';
import { ArchiveModule, ArticleListModule, ArticleModule, PersonModule } from './pages/page.types';
import { ArticleSeoResolver, PageSeoResolver } from './pages/seo.resolver';
import { PeopleResolver } from './people/people.resolver';
import { PersonResolver } from './people/person.resolver';
import { READER_RESOLVERS } from './reading-lists/reader.resolvers';
import { SearchEdgeResolver, SearchResolver } from './search/search.resolver';
import { SuggestResolver } from './search/suggest.resolver';
import { SectionResolver, SiteNavigationResolver } from './sections/section.resolver';
import {
  ChannelResolver,
  EditionResolver,
  SiteResolver,
  StaticPageResolver,
} from './site/site.resolver';
import { FEED_RESOLVERS } from './syndication/feed.resolver';

// Reached only through the interface that they implement.
const INTERFACE_ONLY = [
  ArchiveModule,
  ArticleListModule,
  ArticleModule,
  PersonModule,
  CodeBlock,
  DividerBlock,
  EmbedBlock,
  HeadingBlock,
  ListBlock,
  TableBlock,
];

/** type-graphql makes every `resolveType` wait, once for each block of a body; a compiled operation does not wait for it at all. */
function resolveBlocksAtOnce(schema: GraphQLSchema): void {
  const type = assertInterfaceType(schema.getType('BodyBlock'));
  type.resolveType = ({ kind }: Block) => BLOCK_TYPE_NAMES[kind];
}

/** Builds the executable schema from every slice's resolvers. Once per process: it costs some 100 ms. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      SiteResolver,
      EditionResolver,
      ChannelResolver,
      StaticPageResolver,
      SectionResolver,
      SiteNavigationResolver,
      PeopleResolver,
      PersonResolver,
      ImageResolver,
      ArticleResolver,
      ArticlePlaceResolver,
      ArticlePartsResolver,
      ArticleBodyResolver,
      StaticPageBodyResolver,
      ParagraphBlockResolver,
      QuoteBlockResolver,
      ImageBlockResolver,
      VideoBlockResolver,
      ArticleLinkBlockResolver,
      EmbedBlockResolver,
      SectionArticlesResolver,
      PersonArticlesResolver,
      TagResolver,
      ArchiveResolver,
      PopularResolver,
      PersonPopularResolver,
      ViewResolver,
      ...READER_RESOLVERS,
      SearchResolver,
      SearchEdgeResolver,
      SuggestResolver,
      PageResolver,
      TextModuleResolver,
      ArticleSeoResolver,
      PageSeoResolver,
      ...NEWSROOM_RESOLVERS,
      ...FEED_RESOLVERS,
      NodeResolver,
    ],
    orphanedTypes: INTERFACE_ONLY,
    // Arguments are checked where they are used, with the field's name in the error.
    validate: false,
  });
  resolveBlocksAtOnce(schema);
  callResolversDirectly(schema);
  return schema;
}
