import { type Block } from './block.types';
import { bodyPlaceholders } from './body.placeholders';
import { renderBodyHtml } from './body.render';
import { blocksToText, countWords, readingMinutes } from './body.text';
import { isVideoProvider } from './embed.providers';

/** What is stored beside an article's blocks because it only depends on them. */
export interface DerivedBody {
  html: string;
  text: string;
  wordCount: number;
  readingMinutes: number;
  hasVideo: boolean;
  imageIds: string[];
  articleIds: string[];
}

function isVideo(block: Block): boolean {
  return block.kind === 'video' || (block.kind === 'embed' && isVideoProvider(block.provider));
}

/** Everything that is derived from an article's blocks when it is saved. */
export function deriveBody(blocks: Block[], language: string): DerivedBody {
  const html = renderBodyHtml(blocks);
  const text = blocksToText(blocks);
  const wordCount = countWords(text, language);
  return {
    html,
    text,
    wordCount,
    readingMinutes: readingMinutes(wordCount),
    hasVideo: blocks.some(isVideo),
    ...bodyPlaceholders(html),
  };
}
