import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { checkedCount } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { Suggestion } from './search.types';
import { foldName, toSuggestions } from './suggest';

const MAX_PREFIX = 100;

@Resolver()
export class SuggestResolver {
  @Query(() => [Suggestion], {
    description:
      'What somebody who is typing may mean: sections, tags, people and headlines with a word that begins so.',
  })
  async suggest(
    @Ctx() { loaders, frame }: Context,
    @Arg('prefix', () => String, {
      description: 'What has been typed so far; case and accents make no difference.',
    })
    typed: string,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language?: string,
    @Arg('first', () => Int, {
      defaultValue: 8,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Promise<Suggestion[]> {
    const edition = editionFor(frame, language);
    const size = checkedCount('first', first ?? 8);
    const prefix = typed.slice(0, MAX_PREFIX);
    if (foldName(prefix) === ' ' || size === 0) return [];
    const found = await loaders.suggestible.load({ editionId: edition.uid, prefix, size });
    return toSuggestions(found, { edition, sections: frame.sections, prefix, size });
  }
}
