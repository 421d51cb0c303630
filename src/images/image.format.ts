import { registerEnumType } from 'type-graphql';

export enum ImageFormat {
  AUTO = 'AUTO',
  JPEG = 'JPEG',
  WEBP = 'WEBP',
  AVIF = 'AVIF',
}

registerEnumType(ImageFormat, {
  name: 'ImageFormat',
  description: 'The file format of a picture.',
  valuesConfig: {
    AUTO: { description: 'The best that the client accepts.' },
    JPEG: { description: 'JPEG, which every client reads.' },
    WEBP: { description: 'WebP.' },
    AVIF: { description: 'AVIF.' },
  },
});

/** The format of a file, once it is settled. */
export type FileFormat = Exclude<`${ImageFormat}`, 'AUTO'>;

export const EXTENSIONS: Record<FileFormat, string> = { JPEG: 'jpg', WEBP: 'webp', AVIF: 'avif' };

export const MEDIA_TYPES: Record<FileFormat, string> = {
  JPEG: 'image/jpeg',
  WEBP: 'image/webp',
  AVIF: 'image/avif',
};

/** Whether an `Accept` header names the type itself: what accepts anything need not know a new format. */
function names(accept: string, mediaType: string): boolean {
  return accept.split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return type === mediaType && !parameters.some((one) => /^q=0(?:\.0*)?$/.test(one));
  });
}

/** The best format that a client says it reads; JPEG where it does not say. */
export function acceptedFormat(accept: string | undefined): FileFormat {
  if (accept === undefined) return 'JPEG';
  if (names(accept, MEDIA_TYPES.AVIF)) return 'AVIF';
  return names(accept, MEDIA_TYPES.WEBP) ? 'WEBP' : 'JPEG';
}
