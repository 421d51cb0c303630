import fc from 'fast-check';
import { assignBlockIds } from '../../../src/articles/body/block.ids';
import { type Block, type UnidentifiedBlock } from '../../../src/articles/body/block.types';

function text(html: string, id?: string): UnidentifiedBlock {
  return { kind: 'paragraph', html, ...(id === undefined ? {} : { id }) };
}

const STORY = [
  'The council met on Monday to discuss the new harbour.',
  'Nobody expected the vote to be as close as it was.',
  'Fishermen had come from all over the coast to listen.',
  'In the end the plan was adopted by a single vote.',
];

function saved(): Block[] {
  return assignBlockIds(
    [],
    [{ kind: 'heading', level: 2, text: 'Harbour' }, ...STORY.map((html) => text(html))],
  );
}

function idsOf(blocks: Block[]): string[] {
  return blocks.map(({ id }) => id);
}

function withoutIds(blocks: Block[]): UnidentifiedBlock[] {
  return blocks.map((block) => {
    const unidentified: UnidentifiedBlock = { ...block };
    delete unidentified.id;
    return unidentified;
  });
}

describe('assignBlockIds', () => {
  it('gives new blocks short ids of their own', () => {
    for (const id of idsOf(saved())) expect(id).toMatch(/^[\w-]{8}$/);
    expect(new Set(idsOf(saved())).size).toBe(5);
  });

  it('changes no id when nothing changed, whatever the order of the members', () => {
    const before = saved();
    const same = withoutIds(before).map(
      (block) => Object.fromEntries(Object.entries(block).reverse()) as UnidentifiedBlock,
    );
    expect(idsOf(assignBlockIds(before, same))).toEqual(idsOf(before));
  });

  it('keeps the ids around an inserted, a removed and an edited paragraph', () => {
    const before = saved();
    const [heading, one, two, three, four] = idsOf(before);
    const next = withoutIds(before);
    next.splice(2, 1);
    next.splice(3, 0, text('Gulls circled over the town hall all day long.'));
    next[2] = text('Many fishermen had come from all over the northern coast to listen.');
    const ids = idsOf(assignBlockIds(before, next));
    expect(ids).toEqual([heading, one, three, expect.any(String), four]);
    expect(idsOf(before)).not.toContain(ids[3]);
    expect(ids).not.toContain(two);
  });

  it('keeps the id of a heading with one changed word and of a paragraph that moved', () => {
    const before = saved();
    const [heading, one, two, three, four] = idsOf(before);
    const [, ...rest] = withoutIds(before);
    const next: UnidentifiedBlock[] = [
      { kind: 'heading', level: 3, text: 'The harbour' },
      ...rest.reverse(),
    ];
    expect(idsOf(assignBlockIds(before, next))).toEqual([heading, four, three, two, one]);
  });

  it('keeps repeated blocks beside their neighbours', () => {
    const part = (n: number): UnidentifiedBlock[] => [
      text(`Part number ${n}`),
      { kind: 'divider' },
    ];
    const before = assignBlockIds([], [...part(1), ...part(2), ...part(3), text('End')]);
    const after = assignBlockIds(before, [...part(1), ...part(3), text('End')]);
    expect(idsOf(after)).toEqual([0, 1, 4, 5, 6].map((at) => before[at]?.id));
  });

  it('gives a block of another kind or with other words a fresh id', () => {
    const before = saved();
    const next = withoutIds(before);
    next[1] = { kind: 'quote', html: STORY[0] ?? '' };
    next[2] = text('Completely different words stand here today instead.');
    const ids = idsOf(assignBlockIds(before, next));
    expect(idsOf(before)).not.toContain(ids[1]);
    expect(idsOf(before)).not.toContain(ids[2]);
  });

  it('tells pictures apart by their image, not by their caption', () => {
    const before = assignBlockIds([], [{ kind: 'image', imageId: 'one', caption: 'a' }]);
    expect(
      idsOf(assignBlockIds(before, [{ kind: 'image', imageId: 'one', caption: 'b' }])),
    ).toEqual(idsOf(before));
    expect(
      idsOf(assignBlockIds(before, [{ kind: 'image', imageId: 'two', caption: 'a' }])),
    ).not.toEqual(idsOf(before));
  });

  it('believes an id from the editor only if it is one of the article and sent once', () => {
    const before = saved();
    const [, one = ''] = idsOf(before);
    const ids = idsOf(
      assignBlockIds(before, [
        text('Rewritten from scratch', one),
        text('Another', one),
        text('Third', 'foreign'),
      ]),
    );
    expect(ids[0]).toBe(one);
    expect(ids[1]).not.toBe(one);
    expect(ids[2]).not.toBe('foreign');
  });

  const anyBlock = fc.oneof(
    fc.record({
      kind: fc.constant('paragraph' as const),
      html: fc.constantFrom(...STORY, 'a', 'b', ''),
    }),
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.integer({ min: 2, max: 6 }),
      text: fc.constantFrom('a', 'b'),
    }),
    fc.constant({ kind: 'divider' as const }),
  );

  it('always gives unique ids, keeps content and order, and is stable', () => {
    fc.assert(
      fc.property(fc.array(anyBlock), fc.array(anyBlock), (first, second) => {
        const before = assignBlockIds([], first);
        const after = assignBlockIds(before, second);
        expect(new Set(idsOf(after)).size).toBe(second.length);
        expect(withoutIds(after)).toEqual(second);
        expect(assignBlockIds(after, second)).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every id when one block is inserted anywhere', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1 }), fc.nat(), (blocks, seed) => {
        const before = assignBlockIds([], blocks);
        const at = seed % (blocks.length + 1);
        const after = assignBlockIds(before, [
          ...blocks.slice(0, at),
          text('Quite a new one'),
          ...blocks.slice(at),
        ]);
        expect(after.filter((_, index) => index !== at)).toEqual(before);
      }),
    );
  });

  it('matches 2,000 edited blocks in well under a second', () => {
    const words =
      'the council met on monday to discuss plans for a harbour nobody had asked for in years'.split(
        ' ',
      );
    const story = (salt: string): UnidentifiedBlock[] =>
      Array.from({ length: 2_000 }, (_, n) =>
        text([...words, ...words, `${n}`, salt].join(` ${n} `)),
      );
    const before = assignBlockIds([], story('x'));
    const after = assignBlockIds(before, story('y'));
    expect(idsOf(after)).toEqual(idsOf(before));
  });
});
