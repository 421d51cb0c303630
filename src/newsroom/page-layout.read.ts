import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { readLayout } from '../pages/layout.schema';
import { ModuleSource, type PageKind } from '../pages/page.enums';
import { DEFAULT_LAYOUTS, type LayoutModule } from '../pages/page.layout';
import { type PageModuleInput } from './desk.inputs';
import { checkedSlug, optionalText } from './input.text';

const DEFAULT_SIZE = 5;

function toModule(input: PageModuleInput, field: string): LayoutModule {
  const { key, source, size, section, window, pinned, readingListId } = input;
  if ((source === ModuleSource.READING_LIST) !== (readingListId != null)) {
    throw badUserInput(`${field}.readingListId`, 'It goes with the source READING_LIST.');
  }
  return {
    type: 'LIST',
    key,
    title: optionalText(input.title, `${field}.title`, 200),
    source,
    size: size ?? DEFAULT_SIZE,
    ...(section != null && { section: checkedSlug(section, `${field}.section`) }),
    ...(window != null && { window }),
    ...(pinned && {
      pinned: pinned.map((id, at) => uidOf('Article', id, `${field}.pinned[${at}]`)),
    }),
    ...(readingListId != null && {
      readingList: uidOf('ReadingList', readingListId, `${field}.readingListId`),
    }),
  };
}

/** A page's layout as an editor sent it: what the page is about itself stays in front. */
export function readModules(kind: PageKind, inputs: PageModuleInput[]): LayoutModule[] {
  const keys = inputs.map(({ key }) => key);
  const subject = DEFAULT_LAYOUTS[kind].filter(({ type }) => type === 'SUBJECT');
  const modules = inputs.map((input, at) => {
    const field = `modules[${at}]`;
    const isTaken = keys.indexOf(input.key) < at || subject.some(({ key }) => key === input.key);
    if (isTaken) throw badUserInput(`${field}.key`, 'Each module of a page has a key of its own.');
    return toModule(input, field);
  });
  try {
    return readLayout([...subject, ...modules]);
  } catch (error) {
    throw badUserInput('modules', (error as Error).message);
  }
}
