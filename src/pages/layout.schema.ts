import { z } from 'zod';
import { PopularMetric, PopularWindow } from '../audience/audience.entity';
import { ModuleSource } from './page.enums';
import { type LayoutModule, MAX_LAYOUT_ITEMS } from './page.layout';

const MAX_MODULES = 40;
const MAX_LIST_SIZE = 100;

const key = z.string().regex(/^[\w-]{1,100}$/, 'A key is made of letters, digits, - and _.');
const size = z.int().min(1).max(MAX_LIST_SIZE);

const listModule = z.object({
  type: z.literal('LIST'),
  key,
  title: z.string().min(1).max(200).nullish(),
  source: z.enum(ModuleSource),
  size,
  section: z.string().min(1).optional(),
  wholeEdition: z.boolean().optional(),
  window: z.enum(PopularWindow).optional(),
  metric: z.enum(PopularMetric).optional(),
  pinned: z.array(z.guid()).max(MAX_LIST_SIZE).optional(),
  readingList: z.guid().optional(),
  isExempt: z.boolean().optional(),
});

const layout = z
  .array(
    z.discriminatedUnion('type', [
      listModule,
      z.object({ type: z.literal('SECTION_LISTS'), key, size }),
      z.object({ type: z.literal('SUBJECT'), key }),
    ]),
  )
  .max(MAX_MODULES)
  .refine(
    (modules) =>
      modules.reduce((sum, one) => sum + ('size' in one ? one.size : 0), 0) <= MAX_LAYOUT_ITEMS,
    `All lists together are at most ${MAX_LAYOUT_ITEMS} articles long.`,
  );

/** What comes from the database or an editor, as a layout. Throws an error that says in one line what is wrong. */
export function readLayout(value: unknown): LayoutModule[] {
  const read = layout.safeParse(value);
  if (read.success) return read.data as LayoutModule[];
  const reasons = read.error.issues.map(({ path, message }) =>
    [...(path.length > 0 ? [path.join('.')] : []), message].join(': '),
  );
  throw new Error(reasons.join(' '));
}
