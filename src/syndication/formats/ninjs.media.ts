import { type JsonObject, lineIn, numberIn, objectIn, objectsIn } from './json.values';
import { kindOfFile } from './media.item';
import { descriptionIn, headlineIn } from './ninjs.texts';
import { defined, plainText } from './text.tools';
import { type SourceImage, type SourceMedia } from './source-item.types';

export interface NinjsMedia {
  images: SourceImage[];
  media: SourceMedia[];
}

/** The pictures and films of an item: its own renditions, and those of what is associated with it. */
export function ninjsMedia(item: JsonObject): NinjsMedia {
  const parts = [item, ...associationsOf(item)];
  const films = parts.flatMap((part) => film(part) ?? []);
  return {
    images: parts.filter((part) => !hasFilm(part)).flatMap((part) => picture(part) ?? []),
    media: films,
  };
}

/** A list since 2.0, an object with names for keys before. */
export function associationsOf(item: JsonObject): JsonObject[] {
  if (Array.isArray(item.associations)) return objectsIn(item, 'associations');
  const named = objectIn(item, 'associations') ?? {};
  return Object.keys(named).flatMap((key) => objectsIn(named, key));
}

function renditionsOf(part: JsonObject): JsonObject[] {
  if (Array.isArray(part.renditions)) return objectsIn(part, 'renditions');
  const named = objectIn(part, 'renditions') ?? {};
  return Object.keys(named).flatMap((key) => objectsIn(named, key));
}

function kindOf(rendition: JsonObject): SourceMedia['kind'] {
  return kindOfFile(
    lineIn(rendition, 'href') ?? '',
    lineIn(rendition, 'contenttype', 'mimetype') ?? '',
  );
}

function hasFilm(part: JsonObject): boolean {
  return film(part) !== undefined;
}

/** The widest rendition is the picture. */
function picture(part: JsonObject): SourceImage | undefined {
  const widest = renditionsOf(part)
    .filter((rendition) => kindOf(rendition) === 'image')
    .reduce<JsonObject | undefined>(
      (best, next) =>
        (numberIn(best ?? {}, 'width') ?? -1) < (numberIn(next, 'width') ?? 0) ? next : best,
      undefined,
    );
  const url = widest && lineIn(widest, 'href');
  if (!url) return undefined;
  const caption = descriptionIn(part);
  return defined<SourceImage>({
    url,
    alt: headlineIn(part),
    caption: caption === undefined ? undefined : plainText(caption),
    credit: lineIn(part, 'by', 'byline') ?? lineIn(part, 'copyrightholder', 'copyrightnotice'),
    licenceUrl: lineIn(objectIn(part, 'rightsinfo') ?? {}, 'linkedrights'),
    width: numberIn(widest, 'width'),
    height: numberIn(widest, 'height'),
  });
}

function film(part: JsonObject): SourceMedia | undefined {
  const renditions = renditionsOf(part);
  const found =
    renditions.find((rendition) => kindOf(rendition) === 'video') ??
    renditions.find((rendition) => kindOf(rendition) === 'audio');
  const url = found && lineIn(found, 'href');
  if (!url) return undefined;
  const poster = picture(part);
  const milliseconds = numberIn(found, 'duration');
  return defined<SourceMedia>({
    kind: kindOf(found),
    url,
    type: lineIn(found, 'contenttype', 'mimetype'),
    title: headlineIn(part),
    bytes: numberIn(found, 'sizeinbytes'),
    // The standard counts seconds; AP's own examples, milliseconds.
    durationSeconds:
      milliseconds === undefined || milliseconds < 5_000 ? milliseconds : milliseconds / 1_000,
    poster,
  });
}
