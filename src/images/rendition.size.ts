/** The longest edge that can be asked for, in pixels. */
export const MAX_EDGE = 4_096;

/** One edge, the other following from the original's shape; or both, to which the original is cropped. */
export type RenditionSize =
  | { width: number; height: null }
  | { width: null; height: number }
  | { width: number; height: number };

/** What is known of an original's size. */
export interface OriginalSize {
  width: number | null;
  height: number | null;
}

export interface AskedSize {
  width?: number | null | undefined;
  height?: number | null | undefined;
}

function atMost(edge: number, limit: number | null): number {
  return Math.max(1, Math.min(edge, limit ?? edge));
}

/** Both edges shrunk together until the original covers them. */
function coveredBy(original: OriginalSize, width: number, height: number) {
  const { width: originalWidth, height: originalHeight } = original;
  const scale = Math.min(1, (originalWidth ?? width) / width, (originalHeight ?? height) / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * The size to render for what was asked: never larger than the original, so that everything beyond it is one
 * rendition. Without any edge it is the original's own size.
 */
export function renditionSize(original: OriginalSize, { width, height }: AskedSize): RenditionSize {
  if (width != null && height != null) return coveredBy(original, width, height);
  if (height != null) return { width: null, height: atMost(height, original.height) };
  return { width: atMost(width ?? MAX_EDGE, original.width), height: null };
}
